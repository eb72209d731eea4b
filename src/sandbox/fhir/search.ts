import { patientIdIn } from './about-patient.ts'
import { core, type SearchRequest, type StoredResource, searchParametersOf } from './medplum.ts'
import type { PatientRepository } from './patient-repository.ts'

/** A search as asked: the type and the parameters in order, repeated ones too. */
export interface Search {
  readonly type: string
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

/** What a search found, and which of its parameters had no effect. */
export interface Found {
  readonly resources: readonly StoredResource[]
  readonly used: readonly (readonly [string, string])[]
  readonly ignored: readonly string[]
  readonly request: SearchRequest
}

/** Parameters about the answer rather than about what to find. */
const aboutTheAnswer = new Set(['_count', '_sort', '_summary', '_total', '_format', '_pretty'])
const inclusions = new Set(['_include', '_revinclude'])
const searchable = new Set(['string', 'token', 'reference', 'date', 'uri', 'quantity'])
const modifiers: Record<string, readonly string[]> = {
  string: ['missing', 'contains', 'exact'],
  token: ['missing', 'not'],
  reference: ['missing', 'Patient'],
  date: ['missing'],
  uri: ['missing'],
  quantity: ['missing'],
}

const baseName = (name: string) => name.split(':')[0] ?? name

/** The patients that a search names, by `patient` or `subject`, and by `_id` when it is for patients. */
export const patientsNamed = (search: Search): readonly string[] =>
  search.parameters.flatMap(([name, value]) => {
    const base = baseName(name)
    const names = base === 'patient' || base === 'subject' || (base === '_id' && search.type === 'Patient')
    return names ? value.split(',').map(patientIdIn) : []
  })

/** True when this server can use the parameter on this type. */
function isUsable(type: string, name: string): boolean {
  const base = baseName(name)
  if (aboutTheAnswer.has(base) || inclusions.has(base)) return true
  const parameter = searchParametersOf(type)?.[base]
  if (!parameter || !searchable.has(parameter.type)) return false
  const modifier = name.split(':')[1]
  return modifier === undefined || modifiers[parameter.type]?.includes(modifier) === true
}

/** True when the parameter leaves fewer resources of a type, and this server can use it. */
export const narrows = (type: string, name: string): boolean =>
  isUsable(type, name) && !aboutTheAnswer.has(baseName(name)) && !inclusions.has(baseName(name))

/**
 * Searches one patient's record. Everything that matches is returned, unpaged: a page is cut from it later,
 * so that a long result is worked out once. The patient is not searched for: the record is theirs.
 */
export async function searchRecord(record: PatientRepository, search: Search): Promise<Found> {
  const used = search.parameters.filter(([name]) => isUsable(search.type, name))
  const ignored = search.parameters.flatMap(([name]) => (isUsable(search.type, name) ? [] : [name]))
  const query: Record<string, string[]> = {}
  for (const [name, value] of used) {
    if (['patient', 'subject'].includes(baseName(name)) && !name.includes(':missing')) continue
    query[name] = [...(query[name] ?? []), value]
  }
  const request: SearchRequest = core.parseSearchRequest(search.type as StoredResource['resourceType'], query)
  const { count: _count, include: _include, revInclude: _revInclude, ...all } = request
  const bundle = await record.search(all)
  return { resources: (bundle.entry ?? []).flatMap((it) => it.resource ?? []), used, ignored, request }
}
