import { isObject, type Json, listOf, textOf } from '../../engine/fhir.ts'
import type { Abilities } from '../../engine/referral/desk.ts'
import { PARTS, type PartType } from '../../engine/referral/draft.ts'
import { baseOf, type Connection } from './connection.ts'
import { isGranted, type Right } from './granted.ts'
import { readJson } from './read-json.ts'

/** Nothing can be written: the letter remains. */
export const NO_ABILITIES: Abilities = {
  transaction: false,
  create: new Set(),
  conditional: new Set(),
  search: new Set(),
  update: new Set(),
}

/** Reads `/metadata`. Nothing where it cannot be read, which may be otherwise the next time. */
export async function readAbilities(connection: Connection): Promise<Abilities | undefined> {
  const json = await readJson(`${baseOf(connection)}/metadata`, connection)
  const isStatement = json.ok && isObject(json.value) && json.value['resourceType'] === 'CapabilityStatement'
  return isStatement ? abilitiesIn(json.value as Json, connection.scope) : undefined
}

/** What a capability statement offers and the granted scopes leave. What it does not name is not offered. */
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
    (resource, type) => may('search-type', 's')(resource, type) && knowsIdentifier(resource, type),
  )
  const create = typesThat(may('create', 'c'))
  return {
    transaction: codes(rest['interaction']).includes('transaction'),
    create,
    // The condition is a search, and some servers want the right to search for it.
    conditional: typesThat(
      (resource, type) => create.has(type) && search.has(type) && resource['conditionalCreate'] === true,
    ),
    search,
    update: typesThat(may('update', 'u')),
  }
}

const codes = (interactions: unknown): readonly unknown[] =>
  listOf(interactions).map((one) => (isObject(one) ? one['code'] : undefined))

/**
 * True unless the statement lists search parameters and `identifier` is not among them. `_tag`, by which a Provenance
 * is found, is one of those that every type has and that servers often do not list.
 */
function knowsIdentifier(resource: Json, type: PartType): boolean {
  const names = listOf(resource['searchParam']).map((one) => (isObject(one) ? one['name'] : undefined))
  return type === 'Provenance' || names.length === 0 || names.includes('identifier')
}
