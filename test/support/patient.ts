/**
 * Patients in text. The first line says who it is, each other line is one entry of the record:
 *
 *   female, born 1961-04-02
 *   2015-03-01             cancer left
 *   2015-06-01/2015-08-01  radiotherapy left breast
 *   2020-03-01             recurrence left         verification=provisional
 *   2026-11-01             ecog 1                  status=amended
 *
 * A line is a date, a word, and what narrows it down, in any order. Dates: `2020`, `2020-03`, `2020-03-01`, a
 * period `a/b` with either end left out, `recorded:2020-03-01` for a date of writing, `-` for none.
 */
import type { Resource } from '../../src/engine/fhir.ts'

const SYSTEMS: Readonly<Record<string, string>> = {
  SNOMED: 'http://snomed.info/sct',
  LOINC: 'http://loinc.org',
  ICD10: 'http://hl7.org/fhir/sid/icd-10',
  ICD10CM: 'http://hl7.org/fhir/sid/icd-10-cm',
  ICD10NL: 'http://hl7.org/fhir/sid/icd-10-nl',
  ICDO3: 'http://terminology.hl7.org/CodeSystem/icd-o-3',
  CPT: 'http://www.ama-assn.org/go/cpt',
  ATC: 'http://www.whocc.no/atc',
  LOCAL: 'urn:oid:2.16.840.1.113883.2.4.3.11.999',
}

const SITES: Readonly<Record<string, string>> = {
  breast: '76752008',
  'left-breast': '80248007',
  'right-breast': '73056007',
  'chest-wall': '78904004',
  axilla: '68171009',
  supraclavicular: '76838003',
  'internal-mammary': '245282001',
  lung: '39607008',
}

const SIDES: Readonly<Record<string, string>> = { left: '7771000', right: '24028007', both: '51440002' }

type Type = 'Condition' | 'Procedure' | 'Observation' | 'ServiceRequest' | 'DiagnosticReport' | 'ImagingStudy'

/** The words of a line: what each is in FHIR. */
const WORDS: Readonly<Record<string, readonly [Type | `Medication${string}`, string]>> = {
  cancer: ['Condition', 'SNOMED|254837009'],
  carcinoma: ['Condition', 'SNOMED|254838004'],
  'left-cancer': ['Condition', 'SNOMED|353431000119107'],
  'right-cancer': ['Condition', 'SNOMED|353511000119101'],
  'in-situ': ['Condition', 'ICD10|D05.1'],
  history: ['Condition', 'SNOMED|429087003'],
  recurrence: ['Condition', 'SNOMED|314955001'],
  sarcoma: ['Condition', 'SNOMED|278050001'],
  phyllodes: ['Condition', 'SNOMED|254844000'],
  'lung-cancer': ['Condition', 'ICD10|C34.1'],
  'bone-metastasis': ['Condition', 'SNOMED|94222008'],
  'axillary-metastasis': ['Condition', 'ICD10|C77.3'],
  'skin-metastasis': ['Condition', 'ICD10|C79.2'],
  radiotherapy: ['Procedure', 'SNOMED|1217123003'],
  'radiotherapy-history': ['Condition', 'SNOMED|143501000119107'],
  brachytherapy: ['Procedure', 'SNOMED|152198000'],
  mastectomy: ['Procedure', 'SNOMED|172043006'],
  excision: ['Procedure', 'SNOMED|392021009'],
  'breast-excision': ['Procedure', 'SNOMED|69031006'],
  prophylactic: ['Procedure', 'SNOMED|447421006'],
  'sentinel-node': ['Procedure', 'SNOMED|396487001'],
  'pet-ct': ['Procedure', 'SNOMED|450436003'],
  'pet-ct-report': ['DiagnosticReport', 'SNOMED|450436003'],
  'pet-ct-images': ['ImagingStudy', ''],
  'planned-mastectomy': ['ServiceRequest', 'SNOMED|172043006'],
  ecog: ['Observation', 'LOINC|89247-1'],
  karnofsky: ['Observation', 'LOINC|89243-0'],
  m0: ['Observation', 'SNOMED|399387003'],
  m1: ['Observation', 'SNOMED|399387003'],
  tamoxifen: ['MedicationStatement', 'ATC|L02BA01'],
  condition: ['Condition', ''],
  procedure: ['Procedure', ''],
  observation: ['Observation', ''],
}

/** The words that a line may use. */
export const WORDS_OF_LINES: readonly string[] = Object.keys(WORDS)

/** The resources of a patient in text, the Patient first. */
export function resourcesOf(text: string): Resource[] {
  const [who = '', ...lines] = linesOf(text)
  return [patientOf(who), ...lines.map((line, index) => resourceOf(line, `r${index + 1}`))]
}

/** The lines of a text, blank ones left out. */
export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A FHIR bundle of resources, as a file holds it. */
export const bundleOf = (resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})

function patientOf(line: string): Resource {
  const born = /born (\S+)/.exec(line)?.[1]
  const died = /died (\S+)/.exec(line)?.[1]
  return {
    resourceType: 'Patient',
    id: 'p',
    ...(line.startsWith('female') ? { gender: 'female' } : line.startsWith('male') ? { gender: 'male' } : {}),
    ...(born ? { birthDate: born } : {}),
    ...(died ? { deceasedDateTime: died } : {}),
  }
}

const concept = (pair: string, display?: string) => {
  const [system = '', code = ''] = pair.split('|')
  const uri = SYSTEMS[system] ?? system
  return { coding: [{ system: uri, code, ...(display ? { display: display.replaceAll('_', ' ') } : {}) }] }
}

const LATERALITY = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier'

function resourceOf(line: string, fallbackId: string): Resource {
  const [date = '-', word = '', ...rest] = line.split(/\s+/)
  const meaning = WORDS[word]
  if (!meaning) throw new Error(`no such word: ${word} in "${line}"`)
  const [resourceType, ownCode] = meaning
  const options = new Map(
    rest.flatMap((token) =>
      token.includes('=') ? [[token.slice(0, token.indexOf('=')), token.slice(token.indexOf('=') + 1)]] : [],
    ),
  )
  const plain = rest.filter((token) => !token.includes('='))
  const pair = plain.find((token) => token.includes('|')) ?? ownCode
  const id = options.get('id') ?? fallbackId
  return {
    resourceType,
    id,
    ...metaOf(options),
    subject: { reference: options.get('subject') ?? 'Patient/p' },
    ...codeOf(resourceType, pair, options),
    ...statusOf(resourceType, options),
    ...siteOf(resourceType, plain),
    ...whenOf(resourceType, date),
    ...valueElementsOf(word, plain, options),
    ...relationsOf(resourceType, options),
  }
}

function metaOf(options: ReadonlyMap<string, string>) {
  const version = options.get('version')
  const updated = options.get('updated')
  if (version === undefined && updated === undefined) return {}
  return {
    meta: { ...(version ? { versionId: version } : {}), ...(updated ? { lastUpdated: updated } : {}) },
  }
}

function codeOf(resourceType: string, pair: string, options: ReadonlyMap<string, string>) {
  const display = options.get('display')
  if (resourceType === 'ImagingStudy')
    return {
      modality: ['PT', 'CT'].map((code) => ({
        system: 'http://dicom.nema.org/resources/ontology/DCM',
        code,
      })),
    }
  const element = resourceType.startsWith('Medication') ? 'medicationCodeableConcept' : 'code'
  if (pair === '') return { [element]: { text: display ?? 'text only' } }
  const also = options.get('also')
  return { [element]: { coding: [...concept(pair, display).coding, ...(also ? concept(also).coding : [])] } }
}

const DEFAULT_STATUS: Readonly<Record<string, string>> = {
  Procedure: 'completed',
  Observation: 'final',
  DiagnosticReport: 'final',
  ImagingStudy: 'available',
  ServiceRequest: 'active',
  MedicationStatement: 'active',
  MedicationRequest: 'active',
  MedicationAdministration: 'completed',
}

/** `-` leaves a status out. */
function statusOf(resourceType: string, options: ReadonlyMap<string, string>) {
  if (resourceType !== 'Condition') {
    const status = options.get('status') ?? DEFAULT_STATUS[resourceType]
    return status === '-' || status === undefined ? {} : { status }
  }
  const coded = (element: string, system: string, fallback: string) => {
    const code = options.get(element) ?? fallback
    return code === '-' ? {} : { [`${element}Status`]: { coding: [{ system, code }] } }
  }
  return {
    ...coded('verification', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'confirmed'),
    ...coded('clinical', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'active'),
  }
}

function siteOf(resourceType: string, plain: readonly string[]) {
  if (!['Condition', 'Procedure', 'ServiceRequest'].includes(resourceType)) return {}
  const site = plain.find((token) => token in SITES)
  const sides = plain.filter((token) => token in SIDES)
  if (!site && sides.length === 0) return {}
  const extension = sides.map((side) => ({
    url: LATERALITY,
    valueCodeableConcept: concept(`SNOMED|${SIDES[side]}`),
  }))
  const coding = site ? concept(`SNOMED|${SITES[site]}`) : { text: 'site' }
  return { bodySite: [{ ...coding, ...(extension.length > 0 ? { extension } : {}) }] }
}

const DATE_ELEMENTS: Readonly<Record<string, readonly [day: string, period: string, written: string]>> = {
  Condition: ['onsetDateTime', 'onsetPeriod', 'recordedDate'],
  Procedure: ['performedDateTime', 'performedPeriod', ''],
  Observation: ['effectiveDateTime', 'effectivePeriod', 'issued'],
  DiagnosticReport: ['effectiveDateTime', 'effectivePeriod', 'issued'],
  ImagingStudy: ['started', '', ''],
  ServiceRequest: ['occurrenceDateTime', 'occurrencePeriod', 'authoredOn'],
  MedicationStatement: ['effectiveDateTime', 'effectivePeriod', 'dateAsserted'],
  MedicationAdministration: ['effectiveDateTime', 'effectivePeriod', ''],
  MedicationRequest: ['authoredOn', '', ''],
}

function whenOf(resourceType: string, date: string) {
  const [day = '', period = '', written = ''] = DATE_ELEMENTS[resourceType] ?? []
  if (date === '-') return {}
  if (date.startsWith('recorded:')) return { [written]: date.slice('recorded:'.length) }
  if (!date.includes('/')) return { [day]: date }
  const [start, end] = date.split('/')
  return { [period]: { ...(start ? { start } : {}), ...(end ? { end } : {}) } }
}

const M_VALUES: Readonly<Record<string, string>> = { m0: '1229901006', m1: '399409002' }

function valueElementsOf(word: string, plain: readonly string[], options: ReadonlyMap<string, string>) {
  const absent = options.get('absent')
  if (absent)
    return { dataAbsentReason: concept(`http://terminology.hl7.org/CodeSystem/data-absent-reason|${absent}`) }
  const mCode = M_VALUES[word]
  if (mCode) return { valueCodeableConcept: concept(`SNOMED|${mCode}`) }
  const number = plain.find((token) => /^-?\d+(\.\d+)?$/.test(token))
  if (number) return { valueInteger: Number(number) }
  const quantity = options.get('quantity')
  const [, comparator, amount] = /^([<>]=?)?(.+)$/.exec(quantity ?? '') ?? []
  if (amount) return { valueQuantity: { value: Number(amount), ...(comparator ? { comparator } : {}) } }
  const answer = options.get('answer')
  if (answer) return { valueCodeableConcept: concept(answer) }
  const text = options.get('text')
  return text ? { valueString: text.replaceAll('_', ' ') } : {}
}

function relationsOf(resourceType: string, options: ReadonlyMap<string, string>) {
  const reason = options.get('reason')
  const about = options.get('about')
  const morphology = options.get('morphology')
  const focus = options.get('focus')
  const extension = [
    ...(morphology
      ? [
          {
            url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior',
            valueCodeableConcept: concept(morphology),
          },
        ]
      : []),
    ...(about && resourceType === 'Condition'
      ? [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/condition-related',
            valueReference: { reference: about },
          },
        ]
      : []),
  ]
  return {
    ...(reason ? { reasonCode: [concept(reason)] } : {}),
    ...(about && resourceType !== 'Condition' ? { reasonReference: [{ reference: about }] } : {}),
    ...(extension.length > 0 ? { extension } : {}),
    ...(focus ? { focus: [{ reference: focus }] } : {}),
  }
}
