import type { Rule } from '../../engine/criteria/kinds.ts'
import type { Criterion } from '../../engine/trials/trial.ts'
import { judge } from '../../engine/verdict/verdict.ts'
import { isAsExpected } from './expectation.ts'
import { type Move, type MovedLimit, movedLimits } from './mutants.ts'
import type { MatchedCase } from './run-cases.ts'
import type { Subject } from './subject.ts'

/** One side of one limit, and who stands there. */
export interface BoundaryCell {
  readonly kind: 'boundary'
  readonly criterion: string
  /** Where the limit stands in the rule. */
  readonly place: string
  readonly limit: string
  readonly move: Move
  /** Patients of whom something else would come out if the limit were moved so. */
  readonly shownBy: readonly string[]
  /** Why no patient can show it. */
  readonly impossible?: string
}

/**
 * Which sides of which limits the patients stand on. Each limit is moved, and every patient judged again on the same
 * facts: a side is covered when what a patient expects of the criterion no longer holds.
 */
export function boundariesOf(matched: readonly MatchedCase[], { trial, catalog }: Subject): BoundaryCell[] {
  const fromChart = new Set(catalog.facts.filter(({ from }) => from.length > 0).map(({ name }) => name))
  return trial.criteria.flatMap((criterion) =>
    movedLimits(criterion.rule).flatMap((limit) =>
      limit.mutants.map((mutant): BoundaryCell => {
        const shownBy = noticedBy(matched, criterion, mutant.rule)
        const impossible = shownBy.length === 0 ? whyImpossible(limit, fromChart) : undefined
        return {
          kind: 'boundary',
          criterion: criterion.id,
          place: limit.place,
          limit: limit.limit,
          move: mutant.move,
          shownBy,
          ...(impossible === undefined ? {} : { impossible }),
        }
      }),
    ),
  )
}

/** The patients of whom something else would come out with another rule in a criterion. */
export const noticedBy = (matched: readonly MatchedCase[], criterion: Criterion, rule: Rule): string[] =>
  matched.filter((one) => isNoticed(one, criterion, rule)).map(({ patient }) => patient.name)

/** True when the patient's expectation of the criterion holds, and would not with another rule in its place. */
function isNoticed({ patient, evidence, verdict }: MatchedCase, criterion: Criterion, rule: Rule): boolean {
  const expected = patient.expected.get(criterion.id)
  const holds = ({ findings }: MatchedCase['verdict']) =>
    findings.some((one) => one.criterion === criterion.id && expected && isAsExpected(one, expected))
  if (!expected || !holds(verdict)) return false
  const moved = { ...criterion, rule }
  // Only where there are two sides to choose from do the other criteria have a say in this one.
  const criteria =
    verdict.otherSides.length === 0
      ? [moved]
      : verdict.trial.criteria.map((one) => (one === criterion ? moved : one))
  return !holds(judge({ ...verdict.trial, criteria }, evidence))
}

/** Why nobody can show a part of a permission. */
export const DECIDES_NOTHING = 'it narrows what is shown beside a permission, and decides nothing'

function whyImpossible(
  { isTime, fact, decides }: MovedLimit,
  fromChart: ReadonlySet<string>,
): string | undefined {
  if (!decides) return DECIDES_NOTHING
  return isTime && fact !== undefined && !fromChart.has(fact)
    ? 'no chart states this fact, and an answer is of the day of evaluation'
    : undefined
}
