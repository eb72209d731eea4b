import { readdirSync, readFileSync } from 'node:fs'
import { seededRandom } from './random.mjs'
import { AS_OF, MIXTURES } from './record.mjs'
import { resourceMaker } from './resources.mjs'

const CASES = new URL('../test/cases/cases/', import.meta.url)
const kinds = Object.entries(MIXTURES.everyday).flatMap(([kind, parts]) => Array(parts).fill(kind))

/**
 * A meeting's patients, the same each time: the labelled cases in turn, each among as many other resources as make
 * `size`. Of a record is kept what a server needs, the text of each answer, and what it has to come to.
 * @param queries every query that the app may ask
 * @param matcher the engine in Node, which reads the record whole and not by answers
 * @returns `answers`: bodies by path; `verdicts`: by patient and trial
 */
export function boardRecords({ patients, size, queries, matcher, parts }) {
  const { addressesOf, Intake, RESOURCE_TYPES, dayOfIso } = parts
  const today = dayOfIso(AS_OF)
  const making = { software: 'bench', asOf: AS_OF, readAt: `${AS_OF}T09:00`, place: 'terminal' }
  const names = readdirSync(CASES).sort()
  const ids = Array.from({ length: patients }, (_, at) => `board-${String(at + 1).padStart(3, '0')}`)
  const answers = new Map()
  const verdicts = new Map()

  const verdictsOf = (patientId, resources) => {
    const intake = new Intake(patientId, { bundles: ['collection'] })
    const { entries } = intake.take(bundleOf('collection', resources))
    for (const resource of RESOURCE_TYPES)
      intake.finish({ query: `file:${resource}`, resource, state: 'complete', pages: 1, entries })
    const match = matcher.match(intake.record(), matcher.catalog.trials, today)
    return new Map(
      matcher.cards(match, 'en', making).map(({ trial, verdict }) => [trial.id, textOf(verdict)]),
    )
  }

  ids.forEach((patientId, at) => {
    const resources = recordOf(patientId, readFileSync(new URL(names[at % names.length], CASES), 'utf8'), size)
    verdicts.set(patientId, verdictsOf(patientId, resources))
    for (const query of queries)
      for (const address of addressesOf(query, patientId, 'http://ehr/fhir')) {
        const { pathname, search, searchParams } = new URL(address)
        const found = resources.filter((resource) => isFound(resource, query.resource, searchParams))
        // A server of its own may page; what this one is asked for fits on a page.
        if (found.length > 200) throw new Error(`${query.id} has ${found.length} entries`)
        const body = query.kind === 'read' ? found[0] : bundleOf('searchset', found)
        answers.set(pathname + search, Buffer.from(JSON.stringify(body)))
      }
  })
  return { ids, answers, verdicts }
}

/** A verdict as a row says it: its kind, and how many points are open where it is worth discussing. */
const textOf = ({ kind, points }) =>
  (kind === 'fits' || kind === 'may-fit') && points > 0 ? `${kind} ${points}` : kind

/** The labelled course under another patient's id, scattered among what else a record has. */
function recordOf(patientId, text, size) {
  const [, old] = /"resourceType":\s*"Patient",\s*"id":\s*"([^"]+)"/.exec(text)
  const course = JSON.parse(text.replaceAll(old, patientId)).entry.map(({ resource }) => resource)
  const random = seededRandom(Number(patientId.slice(-3)))
  const make = resourceMaker(random, `Patient/${patientId}`)
  const resources = Array.from({ length: size - course.length }, (_, at) =>
    make[kinds[Math.floor(random() * kinds.length)]](`${patientId}-n${at}`),
  )
  const patient = course.find(({ resourceType }) => resourceType === 'Patient')
  for (const event of course)
    if (event !== patient) resources.splice(Math.floor(random() * resources.length), 0, event)
  return [patient, ...resources]
}

const bundleOf = (type, resources) => ({
  resourceType: 'Bundle',
  type,
  ...(type === 'searchset' && { total: resources.length }),
  entry: resources.map((resource) => ({
    fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
    resource,
    ...(type === 'searchset' && { search: { mode: 'match' } }),
  })),
})

/** As much of FHIR's search as the queries use: a type, and tokens of `code` and `category`. */
function isFound(resource, type, parameters) {
  if (resource.resourceType !== type) return false
  for (const [name, wanted] of parameters) {
    if (name === 'patient' || name === '_count') continue
    if (name !== 'code' && name !== 'category') throw new Error(`no answer is prepared for ${name}`)
    const tokens = new Set(
      [resource[name] ?? []]
        .flat()
        .flatMap(({ coding = [] }) => coding)
        .flatMap(({ system, code }) => [code, `${system}|${code}`]),
    )
    if (!wanted.split(',').some((token) => tokens.has(token))) return false
  }
  return true
}
