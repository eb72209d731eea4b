import type { NotSent } from '../../engine/referral/state.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Bars } from './Bars.tsx'
import { EarlierLine } from './EarlierReferrals.tsx'
import { Named } from './Named.tsx'
import css from './Referral.module.css'
import type { ReferralActions, ShownReferral } from './shown.ts'

/** What can be done after a referral was not sent, or not all of it. The letter remains unless the patient is in doubt. */
export function NotSentReport({
  why,
  shown: { bars, trial, keptAnswers, answers },
  onShowLetter,
  actions,
  words,
}: {
  why: NotSent
  shown: Pick<ShownReferral, 'bars' | 'trial' | 'keptAnswers' | 'answers'>
  onShowLetter: () => void
  actions: Pick<ReferralActions, 'open' | 'resume' | 'readAgain'>
  words: ReferralWords
}) {
  const barsNow = why.kind === 'not-standing' ? why.bars : bars
  const button = (label: string, press: () => void) => (
    <button type="button" onClick={() => press()}>
      {label}
    </button>
  )
  return (
    <div class={css['stack']} data-part="not-sent" data-why={why.kind}>
      <Details why={why} words={words} />
      <Bars bars={barsNow} id={`${trial.id}-bars-now`} onReadAgain={actions.readAgain} words={words} />
      {answers > 0 && keptAnswers === 'session' && (
        <p class={css['quiet']}>{words.answersInSession(answers)}</p>
      )}
      <div class={css['actions']}>
        {why.kind === 'data-changed' && button(words.readAgain, actions.readAgain)}
        {why.kind === 'half' && button(words.sendRest, actions.resume)}
        {barsNow.length === 0 && isWorthTrying(why) && button(words.tryAgain, actions.open)}
        {barsNow.length === 0 && why.kind === 'already-referred' && button(words.referAgain, actions.open)}
        {!isOfPatient(why) && button(words.showLetter, onShowLetter)}
      </div>
    </div>
  )
}

/** Whose patient is in doubt, of that nothing is offered. */
const isOfPatient = ({ kind }: NotSent): boolean =>
  kind === 'patient-changed' || kind === 'patient-deceased' || kind === 'patient-merged'

/** Nothing arrived, and trying anew looks for it first. */
const isWorthTrying = ({ kind }: NotSent): boolean => kind === 'could-not-check' || kind === 'not-accepted'

function Details({ why, words }: { why: NotSent; words: ReferralWords }) {
  switch (why.kind) {
    case 'already-referred':
      return (
        <div>
          <EarlierLine earlier={why.earlier} words={words} />
        </div>
      )
    case 'data-changed':
      return <Named title={words.changedEntries} names={why.references} />
    case 'half':
      return (
        <>
          <Named title={words.present} names={why.present.map((type) => words.part[type])} />
          <Named title={words.missing} names={why.missing.map((type) => words.part[type])} />
          {why.refused && (
            <p class={css['quiet']}>{words.refused(why.refused.status, why.refused.type).code}</p>
          )}
        </>
      )
    case 'refused':
      return <p class={css['quiet']}>{words.refused(why.status, why.type).code}</p>
    default:
      return null
  }
}
