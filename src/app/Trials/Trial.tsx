import type { Signal } from '@preact/signals'
import type { Card } from '../../engine/card/card.ts'
import type { Clinician } from '../clinician.ts'
import type { Arrangement } from '../EligibilityCard/arrangement.ts'
import { CardBody } from '../EligibilityCard/CardBody.tsx'
import { Mark } from '../EligibilityCard/Mark.tsx'
import { Standing } from '../EligibilityCard/Standing.tsx'
import { VERDICT_MARKS } from '../EligibilityCard/VerdictLine.tsx'
import { ReferralPart } from '../Referral/ReferralPart.tsx'
import type { Referral } from '../referral.ts'
import type { Words } from '../words/en.ts'
import css from './Trial.module.css'

/** One of several trials: its verdict in a line or two; opened, the whole card. */
export function Trial({
  card,
  openRows,
  arrangement,
  clinician,
  referral,
  isOpen,
  onToggle,
  words,
}: {
  card: Card
  openRows: Signal<ReadonlySet<string>>
  arrangement: Arrangement
  clinician: Clinician
  referral?: Referral | undefined
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  words: Words
}) {
  const { trial, verdict, checking } = card
  const [weightiest] = trial.standing
  return (
    <article
      class={css['trial']}
      data-trial={trial.id}
      data-verdict={checking ? 'checking' : verdict.kind}
      aria-labelledby={`${trial.id}-trial`}
    >
      <details open={isOpen} onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary>
          <Mark kind={checking ? 'checking' : VERDICT_MARKS[verdict.kind]} />{' '}
          <h1 id={`${trial.id}-trial`} class={css['name']}>
            {trial.acronym} <span class={css['title']}>{trial.title}</span>
          </h1>{' '}
          <span class={css['verdict']} data-part="verdict">
            <span class={css['sentence']}>{checking ? words.mark.checking : verdict.sentence}</span>
            {!checking && verdict.because && <span> {verdict.because}</span>}
            {verdict.overrides && <span class={css['overrides']}> {verdict.overrides.sentence}</span>}
          </span>{' '}
          {!checking && weightiest && <span class={css['weightiest']}>{weightiest.text}</span>}
        </summary>
        <div class={css['inside']}>
          <p class={css['status']}>
            {trial.status} · <span class={css['registry-id']}>{trial.id}</span>
          </p>
          <Standing standing={trial.standing} words={words} />
          {arrangement.isByResult && <ReferralPart card={card} referral={referral} />}
          <CardBody
            card={card}
            openRows={openRows}
            arrangement={arrangement}
            clinician={clinician}
            isAlone={false}
            words={words}
          />
        </div>
      </details>
    </article>
  )
}
