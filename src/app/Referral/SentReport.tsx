import type { Sent } from '../../engine/referral/state.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Duplicates } from './Duplicates.tsx'
import { Named } from './Named.tsx'
import css from './Referral.module.css'
import type { ReferralActions, ShownReferral } from './shown.ts'

/** What was read back of a referral: what the EHR holds, what it holds otherwise, and copies. */
export function SentReport({
  sent: { parts, differs, missing, duplicates, marking, notMarked, copies, rung },
  shown: { recipient, mail },
  actions,
  words,
}: {
  sent: Sent
  shown: Pick<ShownReferral, 'recipient' | 'mail'>
  actions: Pick<ReferralActions, 'markDuplicate' | 'searchAgain'>
  words: ReferralWords
}) {
  return (
    <div class={css['stack']} data-part="sent">
      {differs.length > 0 && (
        <section class={css['alarm']} data-part="differs">
          <h3>{words.sent.differs}</h3>
          <ul class={css['plain']}>
            {differs.map((one) => (
              <li key={one}>
                <strong>{words.sent.difference[one].what}</strong> {words.sent.difference[one].next}
              </li>
            ))}
          </ul>
        </section>
      )}
      <Duplicates
        references={duplicates}
        marking={marking}
        notMarked={notMarked}
        {...(copies === 'looked' && { onMark: actions.markDuplicate })}
        words={words.duplicates}
      />
      {copies === 'looking' && <p class={css['quiet']}>{words.duplicates.looking}</p>}
      {copies === 'not-looked' && (
        <div class={css['alarm']}>
          <p>{words.duplicates.notLooked}</p>
          {/* What has lost its number cannot be looked for by it. */}
          {!differs.includes('identifier') && (
            <button type="button" onClick={() => actions.searchAgain()}>
              {words.duplicates.lookAgain}
            </button>
          )}
        </div>
      )}
      {(rung === 'document' || differs.length > 0) && recipient?.phone && (
        <p>
          {recipient.name},{' '}
          <span class={css['phone']}>
            {words.phone}: {recipient.phone}
          </span>
        </p>
      )}
      {rung === 'document' && mail !== undefined && (
        <a class={css['link']} href={mail}>
          {words.consent.mail}
        </a>
      )}
      <div>
        <h3>{words.sent.readBack}</h3>
        <ul class={css['parts']}>
          {parts.map(({ type, id }) => (
            <li key={`${type}/${id}`}>
              {words.part[type]}{' '}
              <span class={css['quiet']}>
                {type}/{id}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {missing.length > 0 && (
        <div>
          <Named title={words.sent.partsMissing} names={missing.map((type) => words.part[type])} />
          <p class={css['quiet']}>{words.sent.partsMissingNext}</p>
        </div>
      )}
    </div>
  )
}
