import type { ReferralWords } from '../words/referral-en.ts'
import { Choice } from './Choice.tsx'

/** What the patient said, as the clinician has it. Undefined: not asked yet. */
export type Agreement = 'yes' | 'not-yet' | undefined

/** Asks whether the patient has been told and agrees. Nothing is chosen beforehand. */
export function Consent({
  agreement,
  name,
  onAnswer,
  words,
}: {
  agreement: Agreement
  /** One for all its choices and for no others on the page. */
  name: string
  onAnswer: (agreement: Agreement) => void
  words: ReferralWords['consent']
}) {
  return (
    <Choice
      title={words.question}
      name={name}
      options={[
        { value: 'yes', label: words.yes },
        { value: 'not-yet', label: words.notYet },
      ]}
      chosen={agreement}
      onChoose={onAnswer}
    />
  )
}
