import { isObject, listOf, resourceOf, textOf } from '../engine/fhir.ts'
import { type FileProblem, recordFromBundle } from '../engine/record/from-file.ts'
import { Intake } from '../engine/record/intake.ts'
import type { PatientRecord } from '../engine/record/record.ts'
import { fail, ok, type Result } from '../engine/result.ts'
import { type JsonDocument, problemAt, type Saying } from './json-document.ts'
import type { JsonPath } from './json-text.ts'
import type { Problem } from './problem.ts'

/** One patient's record, and the addresses by which its Bundle also calls the patient. */
export interface BundleRead {
  readonly record: PatientRecord
  readonly aliases: ReadonlySet<string>
}

/** An entry's resource, and which entry it is. */
interface Entry {
  readonly index: number
  readonly resource: { readonly [key: string]: unknown }
  readonly fullUrl: string | undefined
}

/** Reads a document as one patient's Bundle, or says everything that keeps it from being one. */
export function readBundle(document: JsonDocument): Result<BundleRead, readonly Problem[]> {
  const { value } = document
  const type = whatItIs(value)
  if (!isObject(value) || type !== 'Bundle')
    return fail([problemAt(document, ['resourceType'], notABundle(type))])
  if (value['entry'] !== undefined && !Array.isArray(value['entry']))
    return fail([
      problemAt(document, ['entry'], {
        code: 'BUNDLE-ENTRY',
        message: 'The entry of the Bundle is not a list.',
      }),
    ])
  const entries = listOf(value['entry']).flatMap((entry, index): Entry[] =>
    isObject(entry) && isObject(entry['resource'])
      ? [{ index, resource: entry['resource'], fullUrl: textOf(entry['fullUrl']) }]
      : [],
  )
  const problems = [...otherVersions(entries), ...nested(entries), ...whoseRecord(entries)].map(
    ({ path, ...saying }) => problemAt(document, path, saying),
  )
  if (problems.length > 0) return fail(problems)
  const record = recordFromBundle(value)
  if (!record.ok)
    return fail([problemAt(document, ['type'], refusedByEngine(value['type'], record.problem.kind))])
  const patients = entries.filter(({ resource }) => resource['resourceType'] === 'Patient')
  return ok({ record: record.value, aliases: new Set(patients.flatMap(({ fullUrl }) => fullUrl ?? [])) })
}

/** What a JSON value says that it is, in words. */
export const whatItIs = (value: unknown): string =>
  isObject(value)
    ? (textOf(value['resourceType']) ?? 'JSON object without a resourceType')
    : Array.isArray(value)
      ? 'JSON list'
      : 'single JSON value'

function notABundle(type: string): Saying {
  const hint =
    type === 'QuestionnaireResponse'
      ? 'Answers go with --answers.'
      : 'Give a Bundle with the Patient and the resources about that patient.'
  return { code: 'BUNDLE-TYPE', message: `The file is not a FHIR Bundle, but a ${type}.`, hint }
}

/** What is left once everything that can be named better has been: a kind of Bundle that is no record. */
const refusedByEngine = (type: unknown, kind: FileProblem['kind']): Saying => ({
  code: 'BUNDLE-KIND',
  message: `A Bundle of type “${String(type ?? 'none')}” is not read as a record (${kind}).`,
  hint: 'Give a collection or a searchset.',
})

type Located = Saying & { readonly path: JsonPath }

/** A resource of another FHIR version would be misread rather than missed. */
function otherVersions(entries: readonly Entry[]): Located[] {
  const foreign = entries.filter(({ resource }) => {
    const report = new Intake('nobody').take({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource }],
    })
    return report.kind === 'refused' && report.reason === 'not-r4'
  })
  return firstOf(foreign, (name, others) => ({
    code: 'BUNDLE-VERSION',
    message: `${name}${others} not FHIR R4, but of another FHIR version.`,
    hint: 'Export the record as FHIR R4 (4.0).',
  }))
}

/** The answers of a batch: a Bundle in a Bundle would go unread, and the record would look emptier than it is. */
function nested(entries: readonly Entry[]): Located[] {
  const bundles = entries.filter(({ resource }) => resource['resourceType'] === 'Bundle')
  return firstOf(bundles, (name, others) => ({
    code: 'BUNDLE-NESTED',
    message: `${name}${others} a Bundle inside the Bundle.`,
    hint: 'Put the resources of all of them into one flat Bundle.',
  }))
}

function whoseRecord(entries: readonly Entry[]): Located[] {
  const patients = entries.filter(({ resource }) => resource['resourceType'] === 'Patient')
  if (patients.length === 0)
    return [
      {
        path: ['entry'],
        code: 'BUNDLE-NO-PATIENT',
        message: 'The Bundle has no Patient.',
        hint: 'Whose record it is must stand in it.',
      },
    ]
  const nameless = patients.filter(({ resource }) => resourceOf(resource) === undefined)
  const [first] = patients
  const second = patients.find(({ resource }) => resource['id'] !== first?.resource['id'])
  return [
    ...firstOf(nameless, (name, others) => ({
      code: 'BUNDLE-PATIENT-ID',
      message: `${name}${others} without a valid id.`,
    })),
    ...(second && nameless.length === 0
      ? [
          {
            path: pathOf(second),
            code: 'BUNDLE-TWO-PATIENTS',
            message: `The Bundle has more than one Patient: ${[...new Set(patients.map(({ resource }) => String(resource['id'])))].join(', ')}.`,
            hint: 'Give one Bundle per patient.',
          },
        ]
      : []),
  ]
}

const pathOf = ({ index }: Entry): JsonPath => ['entry', index, 'resource']

/** One problem for the first of several entries, which also says how many more there are. */
function firstOf(entries: readonly Entry[], saying: (name: string, others: string) => Saying): Located[] {
  const [first] = entries
  if (!first) return []
  const id = textOf(first.resource['id'])
  const name = `${String(first.resource['resourceType'])}${id === undefined ? '' : `/${id}`}`
  const others = entries.length === 1 ? ' is' : ` and ${entries.length - 1} more are`
  return [{ path: pathOf(first), ...saying(name, others) }]
}
