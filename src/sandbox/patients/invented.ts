import type { Bundle, FhirResource, Patient } from 'fhir/r4'
import type { Text } from '../language.ts'
import type { Dialect } from './body-site.ts'

/** What an entry of the notation is told when it becomes a resource. */
export interface About {
  readonly patient: string
  readonly dialect: Dialect
}

/** One line of the notation: a resource that only lacks whose it is. */
export type Entry = (about: About, number: number) => FhirResource

/** An invented patient: who, what there is to see, and the record. */
export interface Invented {
  readonly id: string
  /** What this patient is there to show. */
  readonly sentence: Text
  readonly bundle: Bundle<FhirResource>
  /** True where the age is the point, so that the birth date moves with all other dates. */
  readonly birthMoves: boolean
}

/** Who the patient is. */
export interface Person {
  readonly given: string
  readonly family: string
  readonly born: string
  readonly sex?: 'female' | 'male'
  readonly dialect?: Dialect
  readonly birthMoves?: boolean
  /** Anything else on the Patient resource. */
  readonly more?: Partial<Patient>
  readonly sentence: Text
}

/** Marks data that is for testing. https://terminology.hl7.org/CodeSystem-v3-ActReason.html */
export const TEST_DATA = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason',
  code: 'HTEST',
  display: 'test health data',
}

/** A number that looks like none in use: the Dutch test range begins with 999. */
const numberFor = (id: string) =>
  `999${String([...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000, 7)).padStart(6, '0')}`

/** Invents a patient. The id comes from the name; resources are numbered in the order in which they stand. */
export function invent(person: Person, entries: readonly Entry[]): Invented {
  const {
    given,
    family,
    born,
    sex = 'female',
    dialect = 'mcode',
    birthMoves = false,
    more,
    sentence,
  } = person
  const id = `${given}-${family}`.toLowerCase().replaceAll(/[^a-z]+/g, '-')
  const patient: Patient = {
    resourceType: 'Patient',
    id,
    meta: { security: [TEST_DATA], tag: [TEST_DATA] },
    identifier: [{ system: 'urn:oid:2.16.840.1.113883.2.4.6.1.99999.2', value: numberFor(id) }],
    active: true,
    name: [{ use: 'official', text: `${given} ${family}`, family, given: [given] }],
    gender: sex,
    birthDate: born,
    ...more,
  }
  const resources = [patient, ...entries.map((entry, index) => entry({ patient: id, dialect }, index + 1))]
  return {
    id,
    sentence,
    birthMoves,
    bundle: {
      resourceType: 'Bundle',
      type: 'collection',
      entry: resources.map((resource) => ({ resource })),
    },
  }
}

/** A resource's id: patient, number, word. Unique in the hospital, and readable in a link. */
export const idOf = ({ patient }: About, number: number, word: string): string =>
  `${patient}-${number}-${word}`

/** The reference to the patient. */
export const subjectOf = ({ patient }: About) => ({ reference: `Patient/${patient}` })
