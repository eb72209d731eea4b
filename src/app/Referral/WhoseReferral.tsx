import type { Rung } from '../../engine/referral/desk.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import css from './ConfirmStep.module.css'
import type { ShownReferral } from './shown.ts'

/** The patient, large enough to be compared at a glance with the chart: name, birth date, number. */
export function WhoseReferral({
  shown: { patient },
  words,
}: {
  shown: Pick<ShownReferral, 'patient'>
  words: ReferralWords['confirm']
}) {
  if (!patient) return null
  const { name, birthDate, identifier } = patient
  return (
    <dl class={css['whose']} data-part="whose">
      <div class={css['name']}>
        <dt>{words.patient.name}</dt>
        <dd>{name}</dd>
      </div>
      <div>
        <dt>{words.patient.birthDate}</dt>
        <dd>{birthDate}</dd>
      </div>
      <div>
        <dt>{words.patient.identifier}</dt>
        <dd>{identifier}</dd>
      </div>
    </dl>
  )
}

/** To whom, from whom, for which trial, and the way that it goes. */
export function ToWhom({
  shown: { trial, recipient, requester },
  rung,
  words,
}: {
  shown: Pick<ShownReferral, 'trial' | 'recipient' | 'requester'>
  rung: Rung
  words: ReferralWords['confirm']
}) {
  return (
    <dl class={css['terms']}>
      {recipient && (
        <div>
          <dt>{words.to}</dt>
          <dd>
            <strong>{recipient.name}</strong>
          </dd>
        </div>
      )}
      <div>
        <dt>{words.way}</dt>
        <dd data-rung={rung}>{words.rung[rung]}</dd>
      </div>
      {requester && (
        <div>
          <dt>{words.from}</dt>
          <dd>{requester.name}</dd>
        </div>
      )}
      <div>
        <dt>{words.trial}</dt>
        <dd>
          {trial.acronym} ({trial.id}), {words.version} {trial.version}
        </dd>
      </div>
    </dl>
  )
}
