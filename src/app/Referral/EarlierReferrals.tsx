import type { EarlierReferral } from '../../engine/referral/earlier.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Duplicates } from './Duplicates.tsx'
import { dayInWords } from './day.ts'
import css from './Referral.module.css'
import type { ShownReferral } from './shown.ts'

/** Who referred the patient to this trial when, and how far it is. Nothing where nobody did. */
export function EarlierReferrals({
  earlier,
  shown: { trial, recipient },
  words,
}: {
  earlier: readonly EarlierReferral[]
  shown: Pick<ShownReferral, 'trial' | 'recipient'>
  words: ReferralWords
}) {
  if (earlier.length === 0) return null
  const id = `${trial.id}-earlier`
  return (
    <section class={css['stack']} aria-labelledby={id} data-part="earlier">
      <h3 id={id}>{words.earlier.title}</h3>
      <ul class={css['plain']}>
        {earlier.map((one) => (
          <li key={one.key} class={css['earlier']} data-status={one.status} data-overdue={one.isOverdue}>
            <EarlierLine earlier={one} words={words} />
            {one.isOverdue && recipient?.phone && (
              <p>
                {words.phone}: {recipient.phone}
              </p>
            )}
            <Duplicates references={one.duplicates} words={words.duplicates} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One earlier referral: who, when, how far, and what is late. */
export function EarlierLine({ earlier, words }: { earlier: EarlierReferral; words: ReferralWords }) {
  const { by, at, status, reason, answerBy, isOverdue } = earlier
  const day = (of?: string) => (of === undefined ? undefined : dayInWords(of, words.months))
  const isAwaited = status === 'requested' || status === 'received'
  return (
    <>
      <p>
        <strong>{words.earlier.referred(by, day(at))}</strong> · {words.earlier.status[status]}
        {reason && `: ${reason}`}
      </p>
      {isOverdue && <p class={css['late']}>{words.earlier.overdue(day(answerBy))}</p>}
      {!isOverdue && isAwaited && answerBy && <p>{words.earlier.answerBy(day(answerBy) ?? answerBy)}</p>}
    </>
  )
}
