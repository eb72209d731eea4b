import type { CodeableConcept, FhirResource, Quantity } from 'fhir/r4'
import { ownWords } from './referral-lines.ts'

/** One line of the chart: a resource as somebody checking the card would want to read it. */
export interface RecordLine {
  /** `Procedure-abc`, the anchor. */
  readonly anchor: string
  readonly type: string
  readonly date: string
  readonly text: string
  /** Codes, places and states, as they are recorded. */
  readonly detail: string
}

/** What a line may be made of: the fields that the resources of a chart have in common, all optional. */
interface Readable {
  readonly code?: CodeableConcept
  readonly medicationCodeableConcept?: CodeableConcept
  readonly description?: string
  readonly status?: string
  readonly clinicalStatus?: CodeableConcept
  readonly verificationStatus?: CodeableConcept
  readonly bodySite?: CodeableConcept | readonly CodeableConcept[]
  readonly onsetDateTime?: string
  readonly recordedDate?: string
  readonly performedDateTime?: string
  readonly performedPeriod?: { readonly start?: string; readonly end?: string }
  readonly effectiveDateTime?: string
  readonly started?: string
  readonly authoredOn?: string
  readonly valueQuantity?: Quantity
  readonly valueInteger?: number
  readonly valueString?: string
  readonly valueCodeableConcept?: CodeableConcept
  readonly modality?: readonly { readonly code?: string }[]
  readonly note?: readonly { readonly text?: string }[]
}

/** Turns a resource into its line. */
export function recordLine(resource: FhirResource): RecordLine {
  const it = resource as unknown as Readable
  const value = shownValue(it)
  const own = ownWords(resource)
  const name =
    own?.text ??
    wordsOf(it.code) ??
    wordsOf(it.medicationCodeableConcept) ??
    it.description ??
    resource.resourceType
  const sites = [it.bodySite ?? []].flat().map(siteOf)
  const detail = [
    ...sites,
    ...(it.modality ? [it.modality.map((each) => each.code).join(' + ')] : []),
    wordsOf(it.clinicalStatus),
    wordsOf(it.verificationStatus),
    it.status,
    ...(it.code?.coding ?? []).map((coding) =>
      [shortSystem(coding.system), coding.code].filter(Boolean).join(' '),
    ),
    ...(it.note ?? []).map((note) => note.text),
    ...(own?.detail ?? []),
  ]
  return {
    anchor: `${resource.resourceType}-${resource.id}`,
    type: resource.resourceType,
    date: own?.date?.slice(0, 10) ?? dateOf(it),
    text: value === undefined ? name : `${name}: ${value}`,
    detail: detail.filter(Boolean).join(' · '),
  }
}

function dateOf(it: Readable): string {
  const { start, end } = it.performedPeriod ?? {}
  if (start !== undefined || end !== undefined) return `${start ?? '?'} –\n${end ?? '?'}`
  const date = it.onsetDateTime ?? it.performedDateTime ?? it.effectiveDateTime ?? it.started
  return (date ?? it.authoredOn ?? it.recordedDate ?? '–').slice(0, 10)
}

function shownValue(it: Readable): string | undefined {
  if (it.valueQuantity) return `${it.valueQuantity.value} ${it.valueQuantity.unit ?? ''}`.trim()
  if (it.valueInteger !== undefined) return String(it.valueInteger)
  return it.valueString ?? wordsOf(it.valueCodeableConcept)
}

const wordsOf = (concept: CodeableConcept | undefined): string | undefined =>
  concept?.text ?? concept?.coding?.find((it) => it.display)?.display ?? concept?.coding?.[0]?.code

function siteOf(site: CodeableConcept): string {
  const side = site.extension?.map((it) => wordsOf(it.valueCodeableConcept)).find(Boolean)
  return [wordsOf(site), side].filter(Boolean).join(', ')
}

const shortSystem = (system: string | undefined): string | undefined =>
  system === undefined ? undefined : (shortNames[system] ?? system)

const shortNames: Record<string, string> = {
  'http://snomed.info/sct': 'SNOMED CT',
  'http://loinc.org': 'LOINC',
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM',
  'http://hl7.org/fhir/sid/icd-10-nl': 'ICD-10 (NL)',
  'http://www.ama-assn.org/go/cpt': 'CPT',
  'http://hl7.org/fhir/CodeSystem/task-code': 'task code',
}
