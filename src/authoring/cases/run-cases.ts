/**
 * Runs the example patients of a trial through the engine, and says what came instead of what was expected and what
 * no patient shows.
 */

import type { Status } from '../../engine/criteria/finding.ts'
import { Matcher } from '../../engine/index.ts'
import type { Reason } from '../../engine/truth.ts'
import type { Evidence, Verdict, VerdictKind } from '../../engine/verdict/verdict.ts'
import { type BoundaryCell, boundariesOf } from './boundaries.ts'
import { inWords, isAsExpected } from './expectation.ts'
import { type OutcomeCell, outcomesOf } from './outcomes.ts'
import { type PartCell, partsShown } from './parts-shown.ts'
import type { Cases, PatientCase } from './read-cases.ts'
import type { Subject } from './subject.ts'

/** Something that came out otherwise than expected. */
export interface Mismatch {
  /** The criterion, or `verdict`. */
  readonly of: string
  readonly expected: string
  readonly came: string
}

/** One patient, matched. */
export interface PatientReport {
  readonly name: string
  readonly verdict: VerdictKind
  /** What came of every criterion, by id. */
  readonly findings: ReadonlyMap<string, { readonly status: Status; readonly reason: Reason | null }>
  /** Empty when all is as expected. */
  readonly mismatches: readonly Mismatch[]
}

/** What came of a trial's example patients. */
export interface CasesReport {
  readonly subject: Subject
  readonly today: number
  readonly patients: readonly PatientReport[]
  /** Each criterion, met, not met, unknown and in conflict. */
  readonly outcomes: readonly OutcomeCell[]
  /** Each side of each limit. */
  readonly boundaries: readonly BoundaryCell[]
  /** Each exception, and each part of a composed rule. */
  readonly parts: readonly PartCell[]
  /** True when every patient came out as expected. What no patient shows does not change it. */
  readonly isAsExpected: boolean
  /** What no patient shows, though one could. */
  readonly uncovered: readonly (OutcomeCell | BoundaryCell | PartCell)[]
}

/** A patient with all that judging needs, so that another rule can be judged without reading the record again. */
export interface MatchedCase {
  readonly patient: PatientCase
  readonly evidence: Evidence
  readonly verdict: Verdict
}

/** Runs every example patient, and looks what they cover. */
export function runCases({ today, patients }: Cases, subject: Subject): CasesReport {
  const { trial, catalog } = subject
  const matcher = new Matcher(catalog)
  const definitions = new Map(catalog.facts.map((definition) => [definition.name, definition]))
  const matched = patients.map((patient): MatchedCase => {
    const { record, facts, answers, verdicts } = matcher.match(
      patient.record,
      [trial],
      today,
      patient.answers,
    )
    const [verdict] = verdicts
    if (!verdict) throw new Error('a match has a verdict for each trial')
    return { patient, evidence: { record, facts, answers, definitions, today }, verdict }
  })
  const reports = matched.map(reportOf)
  const outcomes = outcomesOf(matched, subject)
  const boundaries = boundariesOf(matched, subject)
  const parts = partsShown(matched, subject)
  return {
    subject,
    today,
    patients: reports,
    outcomes,
    boundaries,
    parts,
    isAsExpected: reports.every(({ mismatches }) => mismatches.length === 0),
    uncovered: [...outcomes, ...boundaries, ...parts].filter(
      ({ shownBy, impossible }) => shownBy.length === 0 && impossible === undefined,
    ),
  }
}

function reportOf({ patient, verdict }: MatchedCase): PatientReport {
  const findings = new Map(verdict.findings.map((finding) => [finding.criterion, finding]))
  const mismatches = [...patient.expected].flatMap(([id, expected]): Mismatch[] => {
    const finding = findings.get(id)
    if (!finding) throw new Error(`no finding of ${id}`)
    if (isAsExpected(finding, expected)) return []
    return [{ of: id, expected: inWords(expected), came: inWords(finding) }]
  })
  if (patient.verdict !== undefined && patient.verdict !== verdict.kind)
    mismatches.push({ of: 'verdict', expected: patient.verdict, came: verdict.kind })
  return { name: patient.name, verdict: verdict.kind, findings, mismatches }
}
