import type { ReferralWords } from '../words/referral-en.ts'
import css from './ConfirmStep.module.css'
import type { ShownReferral } from './shown.ts'

/** What goes along without being known, and in spite of the record. */
export function WhatIsKnown({
  shown: { open, against, overrides, answers },
  words,
}: {
  shown: Pick<ShownReferral, 'open' | 'against' | 'overrides' | 'answers'>
  words: ReferralWords['confirm']
}) {
  return (
    <div class={css['known']}>
      <Statements title={words.against(against.length)} statements={against} tone="contradicts" />
      <Statements title={words.overrides(overrides.length)} statements={overrides} tone="override" />
      <Statements title={words.open(open.length)} statements={open} tone="open" />
      {open.length === 0 && <p>{words.noneOpen}</p>}
      {answers > 0 && <p>{words.answers(answers)}</p>}
    </div>
  )
}

function Statements({
  title,
  statements,
  tone,
}: {
  title: string
  statements: readonly string[]
  tone: 'contradicts' | 'override' | 'open'
}) {
  if (statements.length === 0) return null
  return (
    <section data-tone={tone}>
      <h4>{title}</h4>
      <ul>
        {statements.map((statement) => (
          <li key={statement}>{statement}</li>
        ))}
      </ul>
    </section>
  )
}
