import type { Seen } from '../criteria/finding.ts'
import type { FactCatalog } from '../facts/catalog.ts'
import type { Fact, Unused } from '../facts/fact.ts'
import type { Language } from '../language.ts'
import type { EvidenceLine } from './card.ts'
import { dateInWords, momentInWords } from './dates.ts'
import type { Words } from './words/words.ts'

/** What turning facts into words needs. */
export interface Speaking {
  readonly language: Language
  readonly words: Words
  readonly catalog: FactCatalog
}

/** The value of a fact in words: "WHO 1", "5.6 mmol/L = 9.02 g/dL", "120 U/L, upper limit of normal 40 U/L". */
export function valueInWords(fact: Fact, { catalog, words, language }: Speaking): string | undefined {
  const definition = catalog.facts.find(({ name }) => name === fact.name)
  if (fact.coded !== undefined) return definition?.kinds?.[fact.coded]?.[language] ?? fact.coded
  if (fact.valueText !== undefined) return measuredInWords(fact, fact.valueText, definition?.unit, words)
  if (fact.low === undefined || fact.high === undefined || fact.name === 'birth') return undefined
  const prefix = definition?.scale?.prefix
  const number = fact.low === fact.high ? String(fact.low) : `${fact.low}–${fact.high}`
  return prefix ? `${prefix} ${number}` : number
}

/** As recorded; beside it what it is in the unit of the criterion, and the limit that a multiple is taken of. */
function measuredInWords(
  { low, high, upperLimit }: Fact,
  text: string,
  unit: string | undefined,
  words: Words,
) {
  const isConverted = unit !== undefined && low !== undefined && low === high && !text.endsWith(` ${unit}`)
  const limit = upperLimit !== undefined && unit ? words.upperLimit(`${short(upperLimit)} ${unit}`) : ''
  return `${text}${isConverted ? ` = ${short(low)} ${unit}` : ''}${limit && `, ${limit}`}`
}

const short = (value: number): string => String(Number(value.toPrecision(3)))

/** A fact that stands behind a line. */
export function evidenceOf(fact: Fact, speaking: Speaking): EvidenceLine {
  const { words } = speaking
  const value = valueInWords(fact, speaking)
  const side = ['left', 'right', 'both', 'conflict'].includes(fact.side) ? words.sides[fact.side] : undefined
  return {
    reference: referenceOf(fact),
    label: labelOf(fact, speaking),
    ...(value ? { value } : {}),
    ...(fact.dateText ? { date: dateInWords(fact.dateText, words) } : {}),
    ...(side ? { side } : {}),
    ...(statusOf(fact, words) ? { status: statusOf(fact, words) ?? '' } : {}),
    source: sourceOf(fact, speaking),
    ...(fact.doubt && fact.strength !== 'confirmed' ? { caution: words.whys[fact.doubt] } : {}),
    ...(fact.source.kind === 'answer' ? { isAnswer: true } : {}),
  }
}

/** A fact that was looked at and did not count. */
export const seenOf = ({ fact, why }: Seen, speaking: Speaking): EvidenceLine => ({
  ...evidenceOf(fact, speaking),
  why: speaking.words.whys[why],
})

/** An entry that never became a fact. */
export const unusedOf = (unused: Unused, { words }: Speaking): EvidenceLine => ({
  reference: unused.reference,
  label: unused.label,
  ...(unused.dateText ? { date: dateInWords(unused.dateText, words) } : {}),
  ...(unused.status ? { status: words.statuses[unused.status] ?? unused.status } : {}),
  source: unused.reference,
  why: words.whys[unused.why],
})

/** `Type/id`, or the question that was answered. */
export const referenceOf = ({ source }: Fact): string =>
  source.kind === 'chart' ? source.reference : `Question/${source.question}`

function labelOf({ name, kind, label, coded, source }: Fact, { catalog, language }: Speaking): string {
  // Where the value is the kind, the words of the record say what was measured.
  if (source.kind === 'chart' && coded !== undefined) return label
  if (source.kind === 'chart')
    return catalog.facts.find((one) => one.name === name)?.kinds?.[kind]?.[language] ?? label
  const question = catalog.questions.find(({ id }) => id === source.question)
  return question?.answers.find(({ code }) => code === source.code)?.text[language] ?? source.code
}

function statusOf({ source, strength }: Fact, words: Words): string | undefined {
  if (source.kind === 'answer')
    return words.answerOf(source.by, source.at === undefined ? undefined : momentInWords(source.at, words))
  if (strength === 'planned') return words.whys.planned
  return source.status ? (words.statuses[source.status] ?? source.status) : undefined
}

/** Where a fact stands: reference, version, and the codes that selected it. */
function sourceOf({ source }: Fact, { catalog, language, words }: Speaking): string {
  if (source.kind === 'answer') {
    const question = catalog.questions.find(({ id }) => id === source.question)
    return words.answers(question?.text[language] ?? source.question)
  }
  const codes = source.codes.map((code) =>
    code.replace(/^(.*)\|(.*)$/, (_, system: string, value: string) => `${systemName(system)} ${value}`),
  )
  return [source.version ? `${source.reference}, v${source.version}` : source.reference, ...codes].join(' · ')
}

const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  'snomed.info/sct': 'SNOMED CT',
  'loinc.org': 'LOINC',
  'hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM',
  'hl7.org/fhir/sid/icd-10-nl': 'ICD-10-NL',
  'hl7.org/fhir/sid/icd-10': 'ICD-10',
  'www.ama-assn.org/go/cpt': 'CPT',
  'dicom.nema.org/resources/ontology/DCM': 'DICOM',
  'www.cms.gov/Medicare/Coding/ICD10': 'ICD-10-PCS',
}

/** A code system as clinicians call it; an unknown one by its address. */
const systemName = (uri: string): string =>
  SYSTEM_NAMES[uri.replace(/^https?:\/\//, '').replace(/\/$/, '')] ?? uri
