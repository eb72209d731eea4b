import type { Finding } from '../../engine/criteria/finding.ts'
import { isAsExpected } from './expectation.ts'
import { type Outcomes, possibleOutcomes } from './possible-outcomes.ts'
import type { MatchedCase } from './run-cases.ts'
import type { Subject } from './subject.ts'

/** What can come of a criterion. `conflict` is the unknown that contradictions leave; `unknown` is every other. */
export const OUTCOMES = ['met', 'not-met', 'unknown', 'conflict'] as const

/** One of them. */
export type OutcomeName = (typeof OUTCOMES)[number]

/** One outcome of one criterion, and who shows it. */
export interface OutcomeCell {
  readonly kind: 'outcome'
  readonly criterion: string
  readonly outcome: OutcomeName
  /** Patients of whom it is expected, and who have it. */
  readonly shownBy: readonly string[]
  /** Why no patient can show it. */
  readonly impossible?: string
}

/**
 * Which outcomes of which criteria the patients show. Only what a patient expects counts: what merely happens to
 * come out would go unnoticed if it changed.
 */
export function outcomesOf(matched: readonly MatchedCase[], { trial, catalog }: Subject): OutcomeCell[] {
  return trial.criteria.flatMap((criterion) => {
    const possible: Outcomes = possibleOutcomes(criterion, catalog)
    return OUTCOMES.map((outcome): OutcomeCell => {
      const shownBy = matched
        .filter(({ patient, verdict }) => {
          const expected = patient.expected.get(criterion.id)
          const finding = verdict.findings.find((one) => one.criterion === criterion.id)
          return expected && finding && isAsExpected(finding, expected) && outcomeOf(finding) === outcome
        })
        .map(({ patient }) => patient.name)
      const impossible = shownBy.length === 0 ? possible[outcome] : undefined
      return {
        kind: 'outcome',
        criterion: criterion.id,
        outcome,
        shownBy,
        ...(impossible === undefined ? {} : { impossible }),
      }
    })
  })
}

const outcomeOf = ({ status, reason }: Finding): OutcomeName => (reason === 'conflict' ? 'conflict' : status)
