import type { EarlierReferral } from '../../engine/referral/earlier.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Bars } from './Bars.tsx'
import css from './Referral.module.css'
import { checkedOf, isWritten, type ReferralActions, type ShownReferral } from './shown.ts'

/** The one thing to do next: refer; or why that cannot be done, with the letter in its place. */
export function ReferralBar({
  shown,
  earlier,
  isLetterOpen,
  onShowLetter,
  actions,
  words,
}: {
  shown: ShownReferral
  earlier: readonly EarlierReferral[]
  isLetterOpen: boolean
  onShowLetter: () => void
  actions: Pick<ReferralActions, 'open' | 'review' | 'resume' | 'readAgain'>
  words: ReferralWords
}) {
  const { bars, state, answers, keptAnswers } = shown
  const checked = checkedOf(state)
  return (
    <div class={css['stack']} data-part="bar">
      {bars.length > 0 ? (
        <Bars
          bars={bars}
          id={`${shown.trial.id}-bars`}
          onReadAgain={actions.readAgain}
          onShowLetter={onShowLetter}
          words={words}
        />
      ) : checked && !isWritten(checked.rung) ? (
        <ByHand
          rung={checked.rung}
          isOffered={!isLetterOpen}
          mail={shown.mail}
          onShowLetter={onShowLetter}
          words={words}
        />
      ) : (
        <Refer state={state} newest={earlier[0]} actions={actions} words={words} />
      )}
      {answers > 0 && keptAnswers === 'session' && (
        <p class={css['quiet']}>{words.answersInSession(answers)}</p>
      )}
    </div>
  )
}

/** Looks first, then asks to confirm. Of a patient who was referred already it is not the first thing to do. */
function Refer({
  state,
  newest,
  actions,
  words,
}: {
  state: ShownReferral['state']
  newest: EarlierReferral | undefined
  actions: Pick<ReferralActions, 'open' | 'review' | 'resume'>
  words: ReferralWords
}) {
  const isChecking = state.kind === 'checking'
  // What is missing of it can be written only as what it began as.
  const isHalf = newest?.status === 'half' && checkedOf(state)?.rung !== 'document'
  const isAgain = newest !== undefined && !isHalf
  const press = () => {
    if (isChecking) return
    if (state.kind !== 'ready') actions.open()
    else if (isHalf) actions.resume()
    else actions.review()
  }
  return (
    <>
      {isAgain && newest.isOpen && <p>{words.againNeedsReason}</p>}
      <div class={css['actions']}>
        <button
          type="button"
          class={isAgain ? undefined : css['primary']}
          data-part="refer"
          aria-disabled={isChecking}
          onClick={press}
        >
          {isHalf ? words.completeReferral : isAgain ? words.referAgain : words.refer}
        </button>
      </div>
    </>
  )
}

/** The EHR takes nothing from us: the letter, or a mail that names nobody. */
function ByHand({
  rung,
  isOffered,
  mail,
  onShowLetter,
  words,
}: {
  rung: 'letter' | 'mail'
  /** False where the letter, which offers the same, is open already. */
  isOffered: boolean
  mail: string | undefined
  onShowLetter: () => void
  words: ReferralWords
}) {
  return (
    <>
      <p data-rung={rung}>{words.confirm.rung[rung]}</p>
      <div class={css['actions']} hidden={!isOffered}>
        {rung === 'letter' && (
          <button type="button" class={css['primary']} data-part="refer" onClick={() => onShowLetter()}>
            {words.showLetter}
          </button>
        )}
        {mail !== undefined && (
          <a class={css['link']} href={mail}>
            {words.consent.mail}
          </a>
        )}
      </div>
    </>
  )
}
