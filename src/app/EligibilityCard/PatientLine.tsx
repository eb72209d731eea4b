import type { Card } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './PatientLine.module.css'

/** Whose record this is. Stands first, so that a mix-up is seen before anything is read. */
export function PatientLine({
  patient,
  isReading,
  words,
}: {
  patient: Card['patient']
  isReading: boolean
  words: Words['patient']
}) {
  if (!patient) return <p class={css['none']}>{isReading ? words.reading : words.absent}</p>
  return (
    <dl class={css['patient']} aria-label={words.line}>
      <div class={css['name']}>
        <dt>{words.name}</dt>
        <dd>{patient.name}</dd>
      </div>
      <div>
        <dt>{words.birthDate}</dt>
        <dd>{patient.birthDate}</dd>
      </div>
      <div>
        <dt>{words.age}</dt>
        <dd>{patient.age}</dd>
      </div>
      <div>
        <dt>{words.sex}</dt>
        <dd>{patient.sex}</dd>
      </div>
      <div>
        <dt>{words.identifier}</dt>
        <dd>{patient.identifier}</dd>
      </div>
    </dl>
  )
}
