import type { ReferralState } from '../../engine/referral/state.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import { Named } from './Named.tsx'
import css from './Referral.module.css'
import type { ReferralActions, ShownReferral } from './shown.ts'

/** What can be done while nobody knows whether it arrived: look, or ask. Never send. */
export function AmbiguousReport({
  state: { fault, references },
  shown: { recipient },
  actions,
  words,
}: {
  state: Extract<ReferralState, { kind: 'ambiguous' }>
  shown: Pick<ShownReferral, 'recipient'>
  actions: Pick<ReferralActions, 'searchAgain'>
  words: ReferralWords
}) {
  return (
    <div class={css['stack']} data-part="ambiguous">
      {recipient && (
        <p>
          {words.ambiguous.call(recipient.name)}{' '}
          {recipient.phone && (
            <span class={css['phone']}>
              {words.phone}: {recipient.phone}
            </span>
          )}
        </p>
      )}
      <Named title={words.ambiguous.references} names={references} />
      {fault === 'session-ended' ? (
        <p>{words.ambiguous.relaunch}</p>
      ) : (
        <div class={css['actions']}>
          <button type="button" class={css['primary']} onClick={() => actions.searchAgain()}>
            {words.ambiguous.look}
          </button>
        </div>
      )}
    </div>
  )
}
