/** Turns one entry of an example patient into a resource of FHIR R4. */
import { parseDate } from '../../engine/calendar.ts'
import type { FactCatalog } from '../../engine/facts/catalog.ts'
import type { Result } from '../../engine/result.ts'
import type { Code } from '../codes.ts'
import type { Finding, Path } from '../problem.ts'
import { bodySiteOf } from './body-site.ts'
import { conceptIn, type Wrong } from './codes-written.ts'
import { CLINICAL, ENTRY_KINDS, type EntryKey, type EntryKind, VERIFICATION } from './entry-kinds.ts'
import { reasonOf } from './reason-written.ts'
import { TEST_DATA } from './test-data.ts'
import { quantityIn, valueIn } from './value-written.ts'
import type { WrittenEntry } from './written-case.ts'

/** What turning an entry into a resource needs. */
export interface EntryContext {
  readonly catalog: FactCatalog
  /** `Patient/…`. */
  readonly subject: string
  /** References to the entries of this patient, by id. */
  readonly references: ReadonlyMap<string, string>
  /** Takes a problem; the patient is then not used. */
  readonly report: (finding: Finding) => void
}

type Elements = Readonly<Record<string, unknown>>

/** The kind of an entry: the one key that says what it is. */
export const kindOfEntry = (entry: WrittenEntry): string[] =>
  Object.keys(entry).filter((key) => key === 'resource' || Object.hasOwn(ENTRY_KINDS, key))

/** The resource of an entry; undefined where it cannot be one, which has then been reported. */
export function resourceOfEntry(
  entry: WrittenEntry,
  id: string,
  path: Path,
  context: EntryContext,
): Elements | undefined {
  const [name, ...others] = kindOfEntry(entry)
  const kind = name === undefined ? undefined : ENTRY_KINDS[name]
  if (name === undefined || kind === undefined || others.length > 0) {
    context.report({
      code: 'P-ENTRY',
      path,
      message: others.length > 0 ? 'An entry is one thing, and here are two.' : 'What is this an entry of?',
      hint: `Exactly one of: ${Object.keys(ENTRY_KINDS).join(', ')}, resource.`,
    })
    return undefined
  }
  const take = <T>(result: Result<T, Wrong>, code: Code, key: string): T | undefined => {
    if (result.ok) return result.value
    context.report({ code, path: [...path, key], ...result.problem })
    return undefined
  }
  const { systems } = context.catalog
  checkKeys(entry, name, kind, path, context)
  const concept = take(conceptIn(String(entry[name]), systems), 'P-CODE', name)
  const site = bodySiteOf(entry, context.catalog)
  const morphology =
    entry.morphology === undefined
      ? undefined
      : take(conceptIn(entry.morphology, systems), 'P-CODE', 'morphology')
  const limit =
    entry['upper-limit'] === undefined
      ? undefined
      : take(quantityIn(entry['upper-limit']), 'P-VALUE', 'upper-limit')
  const reason = reasonOf(entry, kind, context)
  const extension = [
    ...(morphology ? [{ url: MORPHOLOGY, valueCodeableConcept: morphology }] : []),
    ...(reason?.ok ? (reason.value.extension ?? []) : []),
  ]
  return {
    resourceType: kind.resource,
    id,
    meta: TEST_DATA,
    ...(extension.length > 0 ? { extension } : {}),
    ...(kind.resource === 'Condition' ? standingOf(entry) : { status: entry.status ?? kind.statuses[0] }),
    ...kind.more,
    ...(concept ? codeElements(kind, { ...concept, ...(entry.words ? { text: entry.words } : {}) }) : {}),
    ...(site === undefined ? {} : siteElements(kind, take(site, 'P-CODE', 'site'))),
    subject: { reference: context.subject },
    ...whenElements(entry, kind, path, context),
    ...(entry.value === undefined ? {} : take(valueIn(entry.value, systems), 'P-VALUE', 'value')),
    ...(limit ? { referenceRange: [{ high: limit }] } : {}),
    ...(reason ? take(reason, 'P-REASON', 'reason')?.elements : {}),
  }
}

const MORPHOLOGY = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior'
const DICOM = 'http://dicom.nema.org/resources/ontology/DCM'

/** Keys that say nothing of such an entry, and statuses that it cannot have. */
function checkKeys(
  entry: WrittenEntry,
  name: string,
  { keys, statuses }: EntryKind,
  path: Path,
  { report }: EntryContext,
) {
  for (const key of Object.keys(entry))
    if (key !== name && key !== 'id' && key !== 'words' && !keys.includes(key as EntryKey))
      report({
        code: 'P-KEY',
        path: [...path, key],
        atKey: true,
        message: `“${key}” says nothing of a ${name}.`,
        hint: `Here may stand: ${keys.join(', ')}, id, words.`,
      })
  if (entry.status !== undefined && keys.includes('status') && !statuses.includes(entry.status))
    report({
      code: 'P-STATUS',
      path: [...path, 'status'],
      message: `A ${name} cannot have the status “${entry.status}”.`,
      hint: `One of: ${statuses.join(', ')}.`,
    })
}

/** What a condition says of itself: as certain and active as nothing else is said. */
const standingOf = ({ verification = VERIFICATION[0], clinical = CLINICAL[0] }: WrittenEntry): Elements => ({
  // FHIR forbids a clinical status beside an entry in error (R4, con-5).
  ...(verification === 'entered-in-error'
    ? {}
    : { clinicalStatus: coded('http://terminology.hl7.org/CodeSystem/condition-clinical', clinical) }),
  verificationStatus: coded('http://terminology.hl7.org/CodeSystem/condition-ver-status', verification),
})

const coded = (system: string, code: string) => ({ coding: [{ system, code }] })

type Told = { readonly coding?: readonly { readonly system: string }[]; readonly text?: string }

function codeElements({ resource }: EntryKind, concept: Told): Elements {
  if (resource.startsWith('Medication')) return { medicationCodeableConcept: concept }
  if (resource !== 'ImagingStudy') return { code: concept }
  // The kinds of pictures stand apart from what was done.
  const modality = (concept.coding ?? []).filter(({ system }) => system === DICOM)
  const rest = (concept.coding ?? []).filter(({ system }) => system !== DICOM)
  return {
    ...(modality.length > 0 ? { modality } : {}),
    ...(rest.length > 0 ? { procedureCode: [{ coding: rest }] } : {}),
    ...(concept.text === undefined ? {} : { description: concept.text }),
  }
}

const siteElements = ({ resource }: EntryKind, site: unknown): Elements =>
  site === undefined ? {} : { bodySite: resource === 'Observation' ? site : [site] }

function whenElements(entry: WrittenEntry, kind: EntryKind, path: Path, { report }: EntryContext): Elements {
  const wrong = (key: string, message: string, hint: string) =>
    report({ code: 'P-DATE', path: [...path, key], message, hint })
  for (const key of ['date', 'from', 'to', 'recorded'] as const) {
    const text = entry[key]
    if (text !== undefined && !parseDate(text))
      wrong(key, `There is no day ${text}.`, 'A date is YYYY-MM-DD, YYYY-MM or YYYY.')
  }
  const { date, from, to, recorded } = entry
  if (date !== undefined && (from !== undefined || to !== undefined))
    wrong('date', 'A date and a period stand here together.', 'Write date, or from and to.')
  const [start, end] = [from, to].map((text) => (text === undefined ? undefined : parseDate(text)))
  if (start && end && end.last < start.first)
    wrong('to', 'It ends before it begins.', 'Exchange from and to.')
  const period = { ...(from === undefined ? {} : { start: from }), ...(to === undefined ? {} : { end: to }) }
  return {
    ...(date === undefined ? {} : { [kind.day]: date }),
    ...(kind.period === undefined || Object.keys(period).length === 0 ? {} : { [kind.period]: period }),
    ...(kind.written === undefined || recorded === undefined
      ? {}
      : { [kind.written]: kind.written === 'issued' ? `${recorded}T12:00:00Z` : recorded }),
  }
}
