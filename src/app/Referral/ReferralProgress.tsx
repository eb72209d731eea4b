import type { NotSent, ReferralState } from '../../engine/referral/state.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import css from './Referral.module.css'
import type { ShownReferral } from './shown.ts'

/** What is happening with the referral, in sentences: what is known first. Undefined where nothing is. */
export function progressOf(
  state: ReferralState,
  recipient: ShownReferral['recipient'],
  words: ReferralWords,
): { readonly what: string; readonly also: readonly string[] } | undefined {
  const to = recipient?.name ?? '…'
  const { progress } = words
  switch (state.kind) {
    case 'idle':
    case 'ready':
    case 'confirming':
      return undefined
    case 'checking':
      return { what: progress.checking, also: [] }
    case 'sending': {
      const isAgain = state.attempt > 1 && state.step === 'posting'
      return { what: isAgain ? progress.again : progress[state.step], also: [progress.stay] }
    }
    case 'verifying':
      return {
        what: state.attempt === 0 ? progress.verifyingEarlier : progress.verifying,
        also: [...(state.search > 1 ? [progress.searching(state.search)] : []), progress.stay],
      }
    case 'sent': {
      const { rung, wasThere, differs } = state.sent
      const twice = wasThere ? [words.sent.wasThere] : []
      // What is kept otherwise may not have reached whom it was meant for.
      return differs.length > 0
        ? { what: words.sent.otherwise, also: twice }
        : { what: words.sent.what[rung](to), also: [words.sent.next[rung], ...twice] }
    }
    case 'notSent': {
      const { why } = state
      const { what, next } = notSentInWords(why, words)
      // What kept the rest of half a referral from being sent says what to do about it; "nothing was sent" is not true.
      const hindered = why.kind === 'half' && why.hindrance ? [notSentInWords(why.hindrance, words).next] : []
      return { what, also: [next, ...hindered] }
    }
    case 'ambiguous':
      return { what: words.ambiguous.what, also: [words.ambiguous.why[state.why], words.ambiguous.next] }
  }
}

const notSentInWords = (why: NotSent, words: ReferralWords) =>
  why.kind === 'refused' ? words.refused(why.status, why.type) : words.notSent[why.kind]

/** The one place that says aloud how far the referral is. Always there, so that each change is announced. */
export function ReferralProgress({
  state,
  recipient,
  words,
}: {
  state: ReferralState
  recipient: ShownReferral['recipient']
  words: ReferralWords
}) {
  const said = progressOf(state, recipient, words)
  return (
    <div
      role="status"
      tabIndex={-1}
      class={css['progress']}
      data-part="progress"
      data-kind={state.kind}
      data-differs={state.kind === 'sent' && state.sent.differs.length > 0}
    >
      {said && (
        <>
          <p class={css['headline']}>{said.what}</p>
          {said.also.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </>
      )}
    </div>
  )
}
