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
  const names = readdirSync(CASES)
    .sort()
    .filter((name) => !hasStranger(textOfCase(name), Intake))
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
    const resources = recordOf(patientId, textOfCase(names[at % names.length]), size)
    verdicts.set(patientId, verdictsOf(patientId, resources))
    for (const query of queries)
      for (const address of addressesOf(query, patientId, 'http://ehr/fhir')) {
        const { pathname, search, searchParams } = new URL(address)
        const found = resources.filter((resource) => isFound(resource, query.resource, searchParams))
        const path = pathname + search
        if (query.kind === 'read') answers.set(path, Buffer.from(JSON.stringify(found[0])))
        else keepPages(path, found, answers)
      }
  })
  return { ids, answers, verdicts }
}

const PAGE = 200

/** A search's pages. Where the next one is depends on where the server comes to be: it stands there as `{base}`. */
function keepPages(path, found, answers) {
  for (let from = 0; from === 0 || from < found.length; from += PAGE) {
    const bundle = bundleOf('searchset', found.slice(from, from + PAGE))
    const next = `{base}${path}&page=${from + PAGE}`
    const link = from + PAGE < found.length ? { link: [{ relation: 'next', url: next }] } : {}
    const body = Buffer.from(JSON.stringify({ ...bundle, total: found.length, ...link }))
    answers.set(from === 0 ? path : `${path}&page=${from}`, body)
  }
}

const textOfCase = (name) => readFileSync(new URL(name, CASES), 'utf8')
const idIn = (text) => /"resourceType":\s*"Patient",\s*"id":\s*"([^"]+)"/.exec(text)[1]

/** A row stops at a resource about somebody else, as it should: such a case never comes to a complete row. */
function hasStranger(text, Intake) {
  const report = new Intake(idIn(text), { bundles: ['collection'] }).take(JSON.parse(text))
  return report.strangers > 0
}

/** A verdict as a row says it: its kind, and how many points are open where it is worth discussing. */
const textOf = ({ kind, points }) =>
  (kind === 'fits' || kind === 'may-fit') && points > 0 ? `${kind} ${points}` : kind

/** The labelled course under another patient's id, scattered among what else a record has. */
function recordOf(patientId, text, size) {
  const course = JSON.parse(text.replaceAll(idIn(text), patientId)).entry.map(({ resource }) => resource)
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
