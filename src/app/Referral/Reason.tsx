import type { ReferralWords } from '../words/referral-en.ts'
import { Choice } from './Choice.tsx'
import { Note } from './Note.tsx'
import css from './Referral.module.css'

/** A reason that can be chosen with one tap. */
export type ReasonCode = keyof ReferralWords['reason']['code']

/** Why a reason is asked for. */
export type ReasonAsked = keyof ReferralWords['reason']['because']

/** What has been given of a reason so far. */
export interface GivenReason {
  readonly code?: ReasonCode
  readonly note: string
}

/** What is still missing of a reason, if anything. */
export function missingOf({ code, note }: GivenReason): 'reason' | 'note' | undefined {
  if (code === undefined) return 'reason'
  return code === 'other' && note.trim() === '' ? 'note' : undefined
}

/** The reason as it goes into the referral. */
export function reasonInWords({ code, note }: GivenReason, words: ReferralWords['reason']): string {
  const said = note.trim()
  if (code === undefined || code === 'other') return said
  return said === '' ? words.code[code] : `${words.code[code]}: ${said}`
}

const IN_ORDER: readonly ReasonCode[] = ['no-answer', 'changed', 'record-wrong', 'study-team', 'other']

/** Asks why, where somebody will ask it later: a second referral, or one in spite of what the record says. */
export function Reason({
  asked,
  given,
  name,
  onGive,
  words,
}: {
  asked: readonly ReasonAsked[]
  given: GivenReason
  name: string
  onGive: (given: GivenReason) => void
  words: ReferralWords['reason']
}) {
  const codes = IN_ORDER.filter((code) => code !== 'no-answer' || asked.includes('second'))
  return (
    <div class={css['stack']}>
      <ul class={css['plain']}>
        {asked.map((why) => (
          <li key={why}>{words.because[why]}</li>
        ))}
      </ul>
      <Choice
        title={words.title}
        name={name}
        options={codes.map((value) => ({ value, label: words.code[value] }))}
        chosen={given.code}
        onChoose={(code) => onGive({ ...given, code })}
      />
      <Note
        label={words.note}
        {...(given.code !== 'other' && { hint: words.optional })}
        text={given.note}
        onWrite={(note) => onGive({ ...given, note })}
      />
    </div>
  )
}
