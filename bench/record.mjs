import { readFileSync } from 'node:fs'
import { seededRandom } from './random.mjs'
import { resourceMaker } from './resources.mjs'

/** The day on which the records are judged: the one that the case's dates are written for. */
export const AS_OF = '2026-11-23'

/** The labelled case whose whole course lies inside each record. */
const CASE = 'd01'
const read = (path) => JSON.parse(readFileSync(new URL(`../test/cases/${path}`, import.meta.url), 'utf8'))
export const PATIENT_ID = `p-${CASE}`

/**
 * What the rest of a record is made of, in parts of a hundred.
 * `everyday`: as in a hospital, mostly results that no criterion needs and that a page never asks for.
 * `all-read`: only types and categories that the criteria's queries ask for.
 */
export const MIXTURES = {
  everyday: {
    lab: 52,
    vital: 20,
    encounter: 9,
    condition: 6,
    procedure: 5,
    prescription: 5,
    survey: 2,
    exam: 1,
  },
  'all-read': { survey: 25, exam: 15, condition: 20, procedure: 20, report: 15, prescription: 5 },
}

/** A collection Bundle with one patient and `size` resources, the same each time. */
export function recordOf(size, mixture) {
  const course = read(`cases/${CASE}.json`).entry.map(({ resource }) => resource)
  const random = seededRandom(size)
  const make = resourceMaker(random, `Patient/${PATIENT_ID}`)
  const kinds = Object.entries(MIXTURES[mixture]).flatMap(([kind, parts]) => Array(parts).fill(kind))
  const resources = Array.from({ length: size - course.length }, (_, at) =>
    make[kinds[Math.floor(random() * kinds.length)]](`n${at}`),
  )
  // The course lies scattered among the rest, the patient first as servers send it.
  const [patient, ...events] = course
  for (const event of events) resources.splice(Math.floor(random() * resources.length), 0, event)
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [patient, ...resources].map((resource) => ({
      fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  }
}

const expected = read('expected.json')[CASE]

/** Throws where a verdict is not the labelled one: a wrong answer has no speed. */
export function assertRight({ kind, findings }) {
  const wrong = findings.filter(
    ({ criterion, status }) => ![expected.expect[criterion]].flat().includes(status),
  )
  const names = wrong.map(({ criterion, status }) => `${criterion} ${status}`)
  if (![expected.verdict].flat().includes(kind)) names.unshift(`verdict ${kind}`)
  if (names.length > 0) throw new Error(`not the labelled answer: ${names.join(', ')}`)
}
