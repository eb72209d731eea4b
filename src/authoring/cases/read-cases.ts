/**
 * Reads the example patients of a trial: text → document → schema → FHIR → record. Patients that cannot be read
 * whole are not used, and every problem of the file is named in one run.
 */
import { type Day, parseDate } from '../../engine/calendar.ts'
import type { Answer } from '../../engine/facts/answers.ts'
import { dayOfIso } from '../../engine/index.ts'
import type { PatientRecord } from '../../engine/record/record.ts'
import type { VerdictKind } from '../../engine/verdict/verdict.ts'
import { CODES } from '../codes.ts'
import { type Located, readDocument } from '../document.ts'
import { suggestion } from '../nearest.ts'
import type { Finding, Path, Position, Problem } from '../problem.ts'
import { schemaCheck } from '../schema/violations.ts'
import { answersOf } from './answers-written.ts'
import { casesSchema } from './cases-schema.ts'
import { ENTRY_KINDS } from './entry-kinds.ts'
import { type Expectation, expectationIn } from './expectation.ts'
import { recordOf } from './record-of.ts'
import type { Subject } from './subject.ts'
import type { WrittenCase, WrittenCases } from './written-case.ts'

/** One example patient, read. */
export interface PatientCase {
  readonly name: string
  /** Where it stands in its file. */
  readonly position: Position
  readonly record: PatientRecord
  readonly answers: readonly Answer[]
  /** What has to come out, by the id of the criterion. */
  readonly expected: ReadonlyMap<string, Expectation>
  readonly verdict?: VerdictKind
}

/** The example patients of a trial. */
export interface Cases {
  /** The day of evaluation, the same for all. */
  readonly today: Day
  readonly patients: readonly PatientCase[]
}

/** What came of reading them: they are there exactly when nothing was refused. */
export interface ReadCases {
  readonly cases?: Cases
  readonly problems: readonly Problem[]
}

const checkShape = schemaCheck(casesSchema)

/**
 * Reads example patients.
 * @param bytes the file
 * @param file its name, for the problems
 * @param subject the trial, and the catalog with what the trial brings for itself
 */
export function readCases(bytes: Uint8Array, file: string, subject: Subject): ReadCases {
  const document = readDocument(bytes)
  if (!document.ok) return { problems: problemsOf(document.problem, undefined, file) }
  const located = document.value
  const findings: Finding[] = checkShape(located.value).map(asShape)
  const misshapen = new Set(findings.map(patientOf))
  if (misshapen.has(undefined)) return { problems: problemsOf(findings, located, file) }
  // The schema holds for the whole but the patients it names; the others are read, to say all in one run.
  const written = located.value as WrittenCases
  const report = (finding: Finding) => findings.push(finding)
  const today = dayOfIso(written['as-of'])
  if (today === undefined)
    report({
      code: 'P-DATE',
      path: ['as-of'],
      message: `There is no day ${written['as-of']}.`,
      hint: 'The day of evaluation is written YYYY-MM-DD.',
    })
  const patients = written.patients.flatMap((one, index) =>
    misshapen.has(index) ? [] : [caseOf(one, index, ['patients', index], subject, report, located)],
  )
  const names = written.patients.map((one, index) => (misshapen.has(index) ? undefined : one.name))
  findings.push(...repeatedNames(names))
  const problems = problemsOf(findings, located, file)
  return problems.length > 0 || today === undefined ? { problems } : { problems, cases: { today, patients } }
}

function caseOf(
  written: WrittenCase,
  index: number,
  path: Path,
  subject: Subject,
  report: (finding: Finding) => void,
  located: Located,
): PatientCase {
  const { trial } = subject
  for (const [key, text] of Object.entries(written.patient ?? {}))
    if ((key === 'born' || key === 'died') && typeof text === 'string' && !parseDate(text))
      report({
        code: 'P-DATE',
        path: [...path, 'patient', key],
        message: `There is no day ${text}.`,
        hint: 'A date is YYYY-MM-DD, YYYY-MM or YYYY.',
      })
  const ids = trial.criteria.map(({ id }) => id)
  const expected = Object.entries(written.expect ?? {})
  for (const [id] of expected)
    if (!ids.includes(id))
      report({
        code: 'P-CRITERION',
        path: [...path, 'expect', id],
        atKey: true,
        message: `${trial.acronym} has no criterion “${id}”.`,
        hint: suggestion(id, ids),
      })
  return {
    name: written.name,
    position: located.at(path),
    record: recordOf(written, index, path, subject.catalog, report),
    answers: answersOf(written.answers ?? {}, [...path, 'answers'], subject, report),
    expected: new Map(expected.map(([id, text]) => [id, expectationIn(text)])),
    ...(written.verdict === undefined ? {} : { verdict: written.verdict as VerdictKind }),
  }
}

/** A report says which patient it speaks of by the name alone. */
const repeatedNames = (names: readonly (string | undefined)[]): Finding[] =>
  names.flatMap((name, index): Finding[] =>
    name === undefined || names.indexOf(name) === index
      ? []
      : [
          {
            code: 'P-NAME',
            path: ['patients', index, 'name'],
            message: `Another patient is called “${name}”.`,
            hint: 'Say what is special about this one.',
          },
        ],
  )

/** The patient in which a fault is, by place; undefined: it is of the file. */
const patientOf = ({ path: [part, index] }: Finding): number | undefined =>
  part === 'patients' && typeof index === 'number' ? index : undefined

/** A fault of the shape; those that speak of a trial's keys by the same name mean something else here. */
function asShape(finding: Finding): Finding {
  const isCode = Object.hasOwn(ENTRY_KINDS, String(finding.path.at(-1)))
  return {
    ...finding,
    code: ['L-UNKNOWN-KEY', 'L-MISSING-KEY'].includes(finding.code) ? finding.code : 'L-VALUE',
    ...(isCode && !finding.atKey ? { hint: 'Write the system and the code: snomed 254837009.' } : {}),
  }
}

function problemsOf(
  findings: readonly Finding[],
  located: Located | undefined,
  file: string,
): readonly Problem[] {
  return findings
    .map(
      ({ code, path, atKey, position, message, hint }): Problem => ({
        file,
        position: position ?? located?.at(path, atKey) ?? { line: 1, column: 1 },
        code,
        severity: CODES[code].severity,
        message,
        ...(hint === undefined ? {} : { hint }),
      }),
    )
    .sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
}
