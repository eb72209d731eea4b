import { useSignal } from '@preact/signals'
import type { Card } from '../../engine/card/card.ts'
import type { Clinician } from '../clinician.ts'
import type { Progress } from '../ports.ts'
import { ReferralPart } from '../Referral/ReferralPart.tsx'
import type { Referral } from '../referral.ts'
import type { Words } from '../words/en.ts'
import { AnswersLine, asksAnything } from './AnswersLine.tsx'
import { useArrangement } from './arrangement.ts'
import { CardBody } from './CardBody.tsx'
import css from './EligibilityCard.module.css'
import { Standing } from './Standing.tsx'
import { VerdictLine } from './VerdictLine.tsx'

/** One trial for one patient: the verdict, and everything that it rests on. Knows nothing of FHIR or SMART. */
export function EligibilityCard({
  card,
  progress,
  clinician,
  referral,
  words,
}: {
  card: Card
  progress: Progress
  clinician: Clinician
  referral?: Referral | undefined
  words: Words
}) {
  const openRows = useSignal<ReadonlySet<string>>(new Set())
  const arrangement = useArrangement([card])
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
      <VerdictLine
        card={card}
        progress={progress}
        isSteady={!arrangement.isByResult || asksAnything([card])}
        answers={<AnswersLine cards={[card]} clinician={clinician} />}
        words={words}
      />
      <Standing standing={trial.standing} words={words} />
      {arrangement.isByResult && <ReferralPart card={card} referral={referral} />}
      <CardBody
        card={card}
        openRows={openRows}
        arrangement={arrangement}
        clinician={clinician}
        isAlone
        words={words}
      />
    </article>
  )
}
