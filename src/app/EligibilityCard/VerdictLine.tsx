import type { ComponentChildren } from 'preact'
import type { Card, VerdictKind } from '../../engine/card/card.ts'
import type { Progress } from '../ports.ts'
import type { Words } from '../words/en.ts'
import { Mark, type MarkKind } from './Mark.tsx'
import css from './VerdictLine.module.css'

/** No verdict has a tick: whether the patient may take part is the study team's to say. */
export const VERDICT_MARKS: Record<VerdictKind, MarkKind> = {
  'does-not-fit': 'contradicts',
  'may-fit': 'open',
  fits: 'open',
  'not-applicable': 'allowed',
}

/** The answer in one sentence, or that there is none yet. Announced when it changes, and nothing else is. */
export function VerdictLine({
  card,
  progress,
  isSteady,
  answers,
  words,
}: {
  card: Card
  progress: Progress
  /** Keeps its size, because rows below it must not move. */
  isSteady: boolean
  /** Says of the answers what there is to say, once all is read. */
  answers: ComponentChildren
  words: Words
}) {
  const { verdict, checking } = card
  return (
    <div class={css['verdict']} data-tone={checking ? 'checking' : verdict.kind} data-steady={isSteady}>
      <Mark kind={checking ? 'checking' : VERDICT_MARKS[verdict.kind]} />
      <div class={css['words']}>
        <div role="status" data-part="verdict">
          <p class={css['sentence']}>{checking ? words.stillReading : verdict.sentence}</p>
          {!checking && verdict.because && <p class={css['because']}>{verdict.because}</p>}
          {verdict.overrides && <p class={css['overrides']}>{verdict.overrides.sentence}</p>}
        </div>
        {checking ? <ReadingProgress progress={progress} words={words} /> : answers}
      </div>
    </div>
  )
}

/** How many searches have ended, and what they brought in. */
export function ReadingProgress({ progress, words }: { progress: Progress; words: Words }) {
  const { queriesDone, queries, entries } = progress
  return (
    <div class={css['progress']}>
      <progress
        aria-label={words.readingProgress}
        max={Math.max(queries, 1)}
        {...(queries > 0 && { value: Math.min(queriesDone, queries) })}
      />
      <span>{words.searches(queriesDone, queries, entries)}</span>
    </div>
  )
}
