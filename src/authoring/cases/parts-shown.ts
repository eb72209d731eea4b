import { DECIDES_NOTHING, noticedBy } from './boundaries.ts'
import { leftOut } from './left-out.ts'
import type { MatchedCase } from './run-cases.ts'
import type { Subject } from './subject.ts'

/** One exception, or one part of a composed rule, and who shows it. */
export interface PartCell {
  readonly kind: 'part'
  readonly criterion: string
  /** Where it stands in the rule. */
  readonly place: string
  /** Which it is, in words. */
  readonly part: string
  /** Patients of whom something else would come out if it were left out. */
  readonly shownBy: readonly string[]
  /** Why no patient can show it. */
  readonly impossible?: string
}

/**
 * Which exceptions and which parts of composed rules the patients show. Each is left out, and every patient judged
 * again on the same facts. A part that another makes needless is asked for too: to tell which those are takes more
 * than this, and a part that nobody can show had better not stand in the rule.
 */
export function partsShown(matched: readonly MatchedCase[], { trial }: Subject): PartCell[] {
  return trial.criteria.flatMap((criterion) =>
    leftOut(criterion.rule).map(({ place, part, decides, rule }): PartCell => {
      const shownBy = noticedBy(matched, criterion, rule)
      return {
        kind: 'part',
        criterion: criterion.id,
        place,
        part,
        shownBy,
        ...(decides || shownBy.length > 0 ? {} : { impossible: DECIDES_NOTHING }),
      }
    }),
  )
}
