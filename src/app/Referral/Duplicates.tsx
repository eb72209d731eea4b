import type { ReferralWords } from '../words/referral-en.ts'
import css from './Referral.module.css'

/** Copies of a referral beyond the one that is kept, each to be taken back. Nothing where there is none. */
export function Duplicates({
  references,
  marking,
  notMarked = [],
  onMark,
  words,
}: {
  references: readonly string[]
  /** The copy that is being marked: one at a time. */
  marking?: string | undefined
  /** Copies that the EHR did not let us mark. */
  notMarked?: readonly string[]
  /** Absent where nothing can be marked from here. */
  onMark?: (reference: string) => void
  words: ReferralWords['duplicates']
}) {
  if (references.length === 0) return null
  return (
    <div class={css['alarm']} data-part="duplicates">
      <p>
        <strong>{words.more(references.length)}</strong> {onMark ? words.next : words.byHand}
      </p>
      <ul class={css['plain']}>
        {references.map((reference) => (
          <li key={reference} class={css['copy']}>
            {onMark && canBeMarked(reference) ? (
              <button
                type="button"
                aria-disabled={marking !== undefined}
                onClick={() => marking === undefined && onMark(reference)}
              >
                {words.mark(reference)}
              </button>
            ) : (
              reference
            )}
            <span role="status">
              {marking === reference && words.state.pending}
              {marking !== reference && notMarked.includes(reference) && words.state.failed}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A Provenance has no status (FHIR R4), and a candidate is never written over from here. */
const canBeMarked = (reference: string): boolean => !/^(Provenance|ResearchSubject)\//.test(reference)
