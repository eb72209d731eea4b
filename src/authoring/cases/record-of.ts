import type { FactCatalog } from '../../engine/facts/catalog.ts'
import { isObject } from '../../engine/fhir.ts'
import { recordFromBundle } from '../../engine/record/from-file.ts'
import { isResourceType } from '../../engine/record/ledger.ts'
import type { PatientRecord } from '../../engine/record/record.ts'
import type { Finding, Path } from '../problem.ts'
import { ENTRY_KINDS } from './entry-kinds.ts'
import { type EntryContext, kindOfEntry, resourceOfEntry } from './resource-of.ts'
import { TEST_DATA } from './test-data.ts'
import type { WrittenCase, WrittenEntry, WrittenPerson } from './written-case.ts'

type Elements = Readonly<Record<string, unknown>>

/**
 * The record of an example patient, through the same door as a bundle from a file. Ids are numbers in the order of
 * the file, so that the same file gives the same record.
 */
export function recordOf(
  { patient = {}, record = [] }: WrittenCase,
  index: number,
  path: Path,
  catalog: FactCatalog,
  report: (finding: Finding) => void,
): PatientRecord {
  const id = `example-${index + 1}`
  const subject = `Patient/${id}`
  const ids = record.map((entry, place) => idOf(entry) ?? `r${place + 1}`)
  for (const [place, one] of ids.entries())
    if (ids.indexOf(one) !== place)
      report({
        code: 'P-NAME',
        path: [...path, 'record', place],
        message: `Another entry of this patient has the id “${one}”.`,
        hint: 'Give one of them another id.',
      })
  const references = new Map(
    record.map((entry, place) => [ids[place] ?? '', `${typeOf(entry)}/${ids[place]}`]),
  )
  const context: EntryContext = { catalog, subject, references, report }
  const resources = record.flatMap((entry, place) => {
    const here = [...path, 'record', place]
    return (
      (entry.resource
        ? rawResource(entry, ids[place] ?? '', here, context)
        : resourceOfEntry(entry, ids[place] ?? '', here, context)) ?? []
    )
  })
  const read = recordFromBundle({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [patientOf(patient, id), ...resources].map((resource) => ({ resource })),
  })
  // Ids and types have been checked one by one; what remains is a resource of another version of FHIR.
  if (!read.ok) {
    report({
      code: 'P-RESOURCE',
      path: [...path, 'record'],
      message: 'A resource here is not of FHIR R4.',
      hint: 'Look for elements of another version.',
    })
    return { patientId: id, patient: undefined, resources: [], setAside: [], ledger: [] }
  }
  return read.value
}

const idOf = ({ id, resource }: WrittenEntry): string | undefined =>
  id ?? (typeof resource?.['id'] === 'string' ? resource['id'] : undefined)

const typeOf = (entry: WrittenEntry): string =>
  entry.resource
    ? String(entry.resource['resourceType'])
    : (ENTRY_KINDS[kindOfEntry(entry)[0] ?? '']?.resource ?? 'Basic')

/** A resource as it is, with an id, a subject and the mark of test data where it has none. */
function rawResource(
  entry: WrittenEntry,
  id: string,
  path: Path,
  { subject, report }: EntryContext,
): Elements | undefined {
  const { resource = {} } = entry
  for (const key of Object.keys(entry))
    if (key !== 'resource' && key !== 'id')
      report({
        code: 'P-KEY',
        path: [...path, key],
        atKey: true,
        message: `“${key}” says nothing of a resource that is written out.`,
        hint: 'Write it within the resource.',
      })
  const type = resource['resourceType']
  if (!isResourceType(type) || type === 'Patient') {
    report({
      code: 'P-RESOURCE',
      path: [...path, 'resource'],
      message: `“${String(type)}” is no resource of a record.`,
      hint: `resourceType is one of: ${Object.values(ENTRY_KINDS)
        .map((kind) => kind.resource)
        .join(', ')}.`,
    })
    return undefined
  }
  const owner = isObject(resource['subject']) || isObject(resource['patient'])
  return { meta: TEST_DATA, ...(owner ? {} : { subject: { reference: subject } }), ...resource, id }
}

function patientOf({ sex, born, died, language }: WrittenPerson, id: string): Elements {
  return {
    resourceType: 'Patient',
    id,
    meta: TEST_DATA,
    ...(sex === undefined ? {} : { gender: sex }),
    ...(born === undefined ? {} : { birthDate: born }),
    ...(died === undefined || died === false
      ? {}
      : died === true
        ? { deceasedBoolean: true }
        : { deceasedDateTime: died }),
    ...(language === undefined
      ? {}
      : { communication: [{ language: { coding: [{ system: 'urn:ietf:bcp:47', code: language }] } }] }),
  }
}
