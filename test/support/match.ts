/** Runs the engine on a patient in text, and says what came out in one short line. */
import { loadCatalog } from '../../src/authoring/load.ts'
import type { Finding } from '../../src/engine/criteria/finding.ts'
import type { Answer } from '../../src/engine/facts/answers.ts'
import type { Fact } from '../../src/engine/facts/fact.ts'
import { FactReader } from '../../src/engine/facts/facts-of.ts'
import { dayOfIso, Matcher } from '../../src/engine/index.ts'
import { Intake } from '../../src/engine/record/intake.ts'
import { RESOURCE_TYPES, type ReadState, type ResourceType } from '../../src/engine/record/ledger.ts'
import type { PatientRecord } from '../../src/engine/record/record.ts'
import type { Trial } from '../../src/engine/trials/trial.ts'
import type { Verdict } from '../../src/engine/verdict/verdict.ts'
import { bundleOf, resourcesOf } from './patient.ts'

export const catalog = loadCatalog('src/catalog')
export const matcher = new Matcher(catalog)

/** RT-HYPE, the trial that the patients are matched with. */
export const trial: Trial = catalog.trials.find(({ id }) => id === 'NCT06452485')!

/** The evaluation date of every test that names no other. */
export const TODAY = '2026-11-23'

/** Types that were not read to the end. */
export type Gaps = Partial<Record<ResourceType, Exclude<ReadState, 'complete'>>>

/** What a match needs besides the patient. */
export interface Circumstances {
  readonly answers?: readonly Answer[]
  readonly today?: string
  readonly gaps?: Gaps
  readonly trial?: Trial
}

/** A day by its ISO date. */
export function day(iso: string): number {
  const found = dayOfIso(iso)
  if (found === undefined) throw new Error(`no such day: ${iso}`)
  return found
}

/** A record of resources as one bundle gives it, with the gaps named. */
export function recordOf(resources: readonly unknown[], gaps: Gaps = {}): PatientRecord {
  const intake = new Intake('p')
  const report = intake.take({ ...bundleOf(resources), type: 'searchset' })
  if (report.kind === 'refused') throw new Error(`refused: ${report.reason}`)
  finishAll(intake, gaps)
  return intake.record()
}

/** Says of every type how its query ended. */
export function finishAll(intake: Intake, gaps: Gaps = {}): void {
  for (const resource of RESOURCE_TYPES) {
    const state = gaps[resource]
    const shared = { query: resource, resource, pages: 1, entries: 0 }
    intake.finish(state ? { ...shared, state, reason: 'server-error' } : { ...shared, state: 'complete' })
  }
}

/** The verdict on a patient in text, or on resources. */
export function verdictOf(patient: string | readonly unknown[], circumstances: Circumstances = {}): Verdict {
  const resources = typeof patient === 'string' ? resourcesOf(patient) : patient
  return verdictOnRecord(recordOf(resources, circumstances.gaps), circumstances)
}

/** The verdict on a record. */
export function verdictOnRecord(record: PatientRecord, circumstances: Circumstances = {}): Verdict {
  const { answers = [], today = TODAY } = circumstances
  const [verdict] = matcher.match(record, [circumstances.trial ?? trial], day(today), answers).verdicts
  return verdict!
}

/** The finding of one criterion. */
export function findingOf(
  id: string,
  patient: string | readonly unknown[],
  circumstances: Circumstances = {},
): Finding {
  const finding = verdictOf(patient, circumstances).findings.find(({ criterion }) => criterion === id)
  if (!finding) throw new Error(`no such criterion: ${id}`)
  return finding
}

/** A finding in a few letters: `met`, `not-met`, `unknown: stale`. */
export const short = ({ status, reason }: Finding): string =>
  reason === null ? status : `${status}: ${reason}`

/** How one criterion comes out, in a few letters. */
export const result = (
  id: string,
  patient: string | readonly unknown[],
  circumstances: Circumstances = {},
): string => short(findingOf(id, patient, circumstances))

/** How every criterion comes out, by id. */
export const results = ({ findings }: Verdict): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map((finding) => [finding.criterion, short(finding)]))

/** Where a fact comes from: `Condition/r1`, or `Q4` for an answer. */
export const referenceOf = ({ source }: Fact): string =>
  source.kind === 'chart' ? source.reference : source.question

/** The references that a finding cites. */
export const citedBy = ({ used }: Finding): string[] => used.map(referenceOf)

/** Why each fact of a finding was seen and not counted: `Procedure/r2: other-side`. */
export const notCountedIn = ({ seen }: Finding): string[] =>
  seen.map(({ fact, why }) => `${referenceOf(fact)}: ${why}`)

const reader = new FactReader(catalog)

/** The facts of one name that a patient's record gives. */
export const factsNamed = (name: string, patient: string, today = TODAY): Fact[] =>
  reader.factsOf(recordOf(resourcesOf(patient)), day(today)).facts.filter((fact) => fact.name === name)

/** Answers in short: `{ Q1: 'yes', Q8: 3 }`. */
export const answersOf = (given: Readonly<Record<string, string | number>>): Answer[] =>
  Object.entries(given).map(([question, answer]) => ({ question, answer }))
