import { useSignal } from '@preact/signals'
import type { ReferralWords } from '../words/referral-en.ts'
import { type Agreement, Consent } from './Consent.tsx'
import css from './Referral.module.css'
import type { ReferralActions } from './shown.ts'

/**
 * Print, copy, mail. The letter says whether the patient agrees: it leaves the page after a yes, written anew with it.
 * The mail names nobody and needs none.
 */
export function LetterTools({
  name,
  mail,
  actions,
  words,
}: {
  name: string
  mail?: string
  actions: Pick<ReferralActions, 'showLetter' | 'printLetter' | 'copyLetter'>
  words: ReferralWords
}) {
  const agreement = useSignal<Agreement>(undefined)
  const copied = useSignal<boolean | undefined>(undefined)
  const mayLeave = agreement.value === 'yes'
  const copy = async () => {
    copied.value = undefined
    copied.value = await actions.copyLetter().catch(() => false)
  }
  return (
    <div class={css['stack']}>
      <Consent
        name={name}
        agreement={agreement.value}
        onAnswer={(answer) => {
          agreement.value = answer
          actions.showLetter(answer === 'yes')
        }}
        words={words.consent}
      />
      {agreement.value === 'not-yet' && <p>{words.consent.notYetMeans}</p>}
      <div class={css['actions']}>
        {mayLeave && (
          <>
            <button type="button" onClick={() => actions.printLetter()}>
              {words.letter.print}
            </button>
            <button type="button" onClick={() => void copy()}>
              {words.letter.copy}
            </button>
          </>
        )}
        {mail !== undefined && (
          <a class={css['link']} href={mail}>
            {words.consent.mail}
          </a>
        )}
      </div>
      <p role="status" class={css['said']}>
        {copied.value !== undefined && (copied.value ? words.letter.copied : words.letter.notCopied)}
      </p>
    </div>
  )
}
