import { type Day, parseDate } from '../calendar.ts'
import { isObject, listOf, type Resource, textOf } from '../fhir.ts'
import { isTestData } from '../record/test-data.ts'
import type { Card } from './card.ts'
import { ageInWords, dateInWords } from './dates.ts'
import type { Words } from './words/words.ts'

/** Who the card is about, by the identifiers that a clinician checks. */
export function patientOf(patient: Resource, today: Day, words: Words): NonNullable<Card['patient']> {
  const birthDate = textOf(patient['birthDate'])
  const gender = textOf(patient['gender'])
  return {
    name: nameOf(patient) ?? words.notRecorded,
    birthDate: birthDate ? dateInWords(birthDate, words) : words.notRecorded,
    age: (birthDate ? ageInWords(parseDate(birthDate), today, words) : undefined) ?? words.unreadable,
    sex: (gender ? words.sexes[gender] : undefined) ?? words.sexes['unknown'] ?? '',
    identifier: identifierOf(patient) ?? words.notRecorded,
    ...(isTestData(patient) && { isTestData: true }),
  }
}

/** The official name, else the first: "Maria de Vries". */
function nameOf(patient: Resource): string | undefined {
  const names = listOf(patient['name']).filter(isObject)
  const name =
    names.find(({ use }) => use === 'official') ?? names.find(({ use }) => use === 'usual') ?? names[0]
  if (!name) return undefined
  const text = [...listOf(name['given']), name['family']]
    .filter((part) => textOf(part) !== undefined)
    .join(' ')
  return text || textOf(name['text'])
}

/** The official or usual identifier, else the first. */
function identifierOf(patient: Resource): string | undefined {
  const identifiers = listOf(patient['identifier']).filter(isObject)
  const best = ['official', 'usual'].flatMap((use) => identifiers.filter((one) => one['use'] === use))
  return [...best, ...identifiers].map((one) => textOf(one['value'])).find((value) => value !== undefined)
}
