import { useSignal } from '@preact/signals'
import type { Card } from '../../engine/card/card.ts'
import type { Progress } from '../ports.ts'
import type { Words } from '../words/en.ts'
import { useArrangement } from './arrangement.ts'
import { CardBody } from './CardBody.tsx'
import css from './EligibilityCard.module.css'
import { Standing } from './Standing.tsx'
import { VerdictLine } from './VerdictLine.tsx'

/** One trial for one patient: the verdict, and everything that it rests on. Knows nothing of FHIR or SMART. */
export function EligibilityCard({ card, progress, words }: { card: Card; progress: Progress; words: Words }) {
  const openRows = useSignal<ReadonlySet<string>>(new Set())
  const arrangement = useArrangement(card.checking)
  const { trial, verdict, checking } = card
  return (
    <article
      class={css['card']}
      data-trial={trial.id}
      data-verdict={checking ? 'checking' : verdict.kind}
      aria-labelledby={`${trial.id}-trial`}
    >
      <header class={css['trial']}>
        <h1 id={`${trial.id}-trial`} tabIndex={-1}>
          {trial.acronym} <span class={css['title']}>{trial.title}</span>
        </h1>
        <p>
          {trial.status} · <span class={css['registry-id']}>{trial.id}</span>
        </p>
      </header>
      <VerdictLine card={card} progress={progress} isSteady={!arrangement.isByResult} words={words} />
      <Standing standing={trial.standing} words={words} />
      <CardBody card={card} openRows={openRows} arrangement={arrangement} isAlone words={words} />
    </article>
  )
}
