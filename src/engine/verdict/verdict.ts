import type { Day } from '../calendar.ts'
import type { Finding } from '../criteria/finding.ts'
import { type CourseSide, carries, type Scene } from '../criteria/scene.ts'
import type { FactDefinition } from '../facts/catalog.ts'
import type { Fact } from '../facts/fact.ts'
import type { PatientFacts } from '../facts/facts-of.ts'
import type { PatientRecord } from '../record/record.ts'
import type { Trial } from '../trials/trial.ts'
import { find } from './find.ts'

/** The whole trial for one patient. */
export type VerdictKind = 'does-not-fit' | 'may-fit' | 'fits' | 'not-applicable'

/** A verdict, with the findings behind it and the side that they are about. */
export interface Verdict {
  readonly trial: Trial
  readonly kind: VerdictKind
  /** Why the trial does not apply. */
  readonly notApplicable?: 'deceased' | 'nothing-recorded'
  readonly side: CourseSide
  /** Other sides that were judged, and what each came to. */
  readonly otherSides: readonly { readonly side: CourseSide; readonly kind: VerdictKind }[]
  readonly findings: readonly Finding[]
}

/** What judging needs besides the trial. */
export interface Evidence {
  readonly record: PatientRecord
  readonly facts: PatientFacts
  readonly answers: readonly Fact[]
  readonly definitions: ReadonlyMap<string, FactDefinition>
  readonly today: Day
}

/**
 * Judges a trial for a patient. Left and right are judged apart, since a trial's events must lie on one side;
 * the side that fits best is the one shown.
 */
export function judge(trial: Trial, evidence: Evidence): Verdict {
  const courses = sidesOf(trial, evidence).map((side) => judgeSide(trial, evidence, side))
  const [best, ...others] = courses.sort((a, b) => rank(b) - rank(a))
  if (!best) throw new Error('a trial is judged on at least one side')
  const otherSides = others.map(({ side, kind }) => ({ side, kind }))
  const notApplicable = whyNotApplicable(trial, evidence)
  if (notApplicable) return { ...best, kind: 'not-applicable', notApplicable, otherSides }
  return { ...best, otherSides }
}

function judgeSide(
  trial: Trial,
  { facts, record, answers, definitions, today }: Evidence,
  side: CourseSide,
): Verdict {
  const scene: Scene = {
    facts: facts.facts,
    side,
    whyNoSide: facts.facts.some(({ name }) => name === trial.anchor) ? 'ambiguous' : 'missing',
    today,
    definitions,
    ledger: record.ledger,
    unused: facts.unused,
  }
  const findings = trial.criteria.map((criterion) => find(criterion, scene, answers))
  return { trial, side, findings, kind: kindOf(findings), otherSides: [] }
}

function kindOf(findings: readonly Finding[]): VerdictKind {
  if (findings.some(({ effect }) => effect === 'contradicts')) return 'does-not-fit'
  return findings.every(({ effect }) => effect === 'supports') ? 'fits' : 'may-fit'
}

/** Fits before may fit before does not; then the side of which more is known. */
const rank = ({ kind, findings }: Verdict): number =>
  ['does-not-fit', 'may-fit', 'fits'].indexOf(kind) * 1000 +
  findings.filter(({ effect }) => effect === 'supports').length

/**
 * The sides worth discussing: those on which the chart has the anchor, else those that an answer names. An answer
 * never moves the discussion away from a side that the chart has.
 */
function sidesOf(trial: Trial, { facts, answers }: Evidence): CourseSide[] {
  const isAnchor = (fact: Fact) => fact.name === trial.anchor && !fact.none && carries(fact)[0] === true
  const fromChart = sidesNamed(facts.facts.filter(isAnchor))
  if (fromChart.length > 0) return fromChart
  const answered = sidesNamed(answers.filter(isAnchor))
  return answered.length > 0 ? answered : [undefined]
}

const sidesNamed = (facts: readonly Fact[]): ('left' | 'right')[] =>
  (['left', 'right'] as const).filter((side) =>
    facts.some((fact) => fact.side === side || fact.side === 'both'),
  )

/** Deceased, or nothing of the disease in a record that was read to the end. Never said on a gap. */
function whyNotApplicable(trial: Trial, { record, facts, definitions }: Evidence): Verdict['notApplicable'] {
  const { patient } = record
  if (patient && (patient['deceasedBoolean'] === true || typeof patient['deceasedDateTime'] === 'string'))
    return 'deceased'
  if (trial.applies.length === 0) return undefined
  if (facts.facts.some(({ name, doubt }) => trial.applies.includes(name) && doubt !== 'ambiguous-code'))
    return undefined
  // What was seen there and could not be used is no absence.
  const unusable = facts.unused.some(
    ({ fact, why }) => trial.applies.includes(fact) && (why === 'unknown-modifier' || why === 'damaged-code'),
  )
  if (unusable) return undefined
  const types = new Set(
    trial.applies.flatMap((name) => definitions.get(name)?.from.map(({ resource }) => resource) ?? []),
  )
  const whole = [...types].every((type) => {
    const entries = record.ledger.filter(({ resource }) => resource === type)
    return entries.length > 0 && entries.every(({ state }) => state === 'complete')
  })
  return whole ? 'nothing-recorded' : undefined
}
