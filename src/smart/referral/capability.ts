import { isObject, type Json, listOf, textOf } from '../../engine/fhir.ts'
import type { Abilities } from '../../engine/referral/desk.ts'
import { PARTS, type PartType } from '../../engine/referral/draft.ts'
import { baseOf, type Connection } from './connection.ts'
import { isGranted, type Right } from './granted.ts'
import { readJson } from './read-json.ts'

/** Nothing can be written: the letter remains. */
export const NO_ABILITIES: Abilities = {
  transaction: false,
  batch: false,
  create: new Set(),
  conditional: new Set(),
  search: new Set(),
  update: new Set(),
}

/** Reads `/metadata`. Nothing where it cannot be read, which may be otherwise the next time. */
export async function readAbilities(
  connection: Pick<Connection, 'ehr' | 'read' | 'scope' | 'clock'>,
): Promise<Abilities | undefined> {
  const json = await readJson(`${baseOf(connection)}/metadata`, connection)
  const isStatement = json.ok && isObject(json.value) && json.value['resourceType'] === 'CapabilityStatement'
  return isStatement ? abilitiesIn(json.value as Json, connection.scope) : undefined
}

/**
 * What a capability statement offers and the granted scopes leave. What it does not name is not offered, and nothing is
 * created that cannot be searched for.
 */
export function abilitiesIn(statement: Json, granted: string | undefined): Abilities {
  const version = textOf(statement['fhirVersion'])
  if (version !== undefined && !version.startsWith('4.0')) return NO_ABILITIES
  const rest = listOf(statement['rest']).find((one) => isObject(one) && one['mode'] === 'server')
  if (!isObject(rest)) return NO_ABILITIES
  const offered = new Map<unknown, Json>()
  for (const one of listOf(rest['resource'])) if (isObject(one)) offered.set(one['type'], one)
  const typesThat = (is: (resource: Json, type: PartType) => boolean): ReadonlySet<PartType> =>
    new Set(
      PARTS.filter((type) => {
        const resource = offered.get(type)
        return resource !== undefined && is(resource, type)
      }),
    )
  const may = (interaction: string, right: Right) => (resource: Json, type: PartType) =>
    codes(resource['interaction']).includes(interaction) && isGranted(right, type, granted)
  const search = typesThat(
    (resource, type) => may('search-type', 's')(resource, type) && knowsIdentifier(resource, type, rest),
  )
  // A condition on creating is a search, by the server and by the right to it. What cannot be looked for would be made
  // a second time, or keep everything else from being made.
  const create = typesThat((resource, type) => may('create', 'c')(resource, type) && search.has(type))
  return {
    transaction: codes(rest['interaction']).includes('transaction'),
    batch: codes(rest['interaction']).includes('batch'),
    create,
    conditional: typesThat((resource, type) => create.has(type) && resource['conditionalCreate'] === true),
    search,
    update: typesThat(may('update', 'u')),
  }
}

const codes = (interactions: unknown): readonly unknown[] =>
  listOf(interactions).map((one) => (isObject(one) ? one['code'] : undefined))

/**
 * True unless the statement lists search parameters and ours is not among them: `identifier`, and for a Provenance, which
 * has none, `_tag`. What every type has, such as `_tag`, may be listed once for all.
 */
function knowsIdentifier(resource: Json, type: PartType, rest: Json): boolean {
  const names = [resource, rest].flatMap(({ searchParam }) =>
    listOf(searchParam).map((one) => (isObject(one) ? one['name'] : undefined)),
  )
  const isListed = listOf(resource['searchParam']).length > 0
  return !isListed || names.includes(type === 'Provenance' ? '_tag' : 'identifier')
}
