/**
 * A definition as FHIR R4, for other systems: a Bundle of everything that it says. Made from the definition alone, so
 * that the same definition gives the same Bundle, byte for byte.
 */
import type { Bundle, FhirResource } from 'fhir/r4'
import type { Explained } from '../explain/explained.ts'
import { Addresses, BASE } from './canonical.ts'
import type { Context } from './context.ts'
import { groups } from './group.ts'
import { answerCodes, questionnaire } from './questionnaire.ts'
import { researchStudy } from './research-study.ts'
import { valueSets } from './value-set.ts'
import { Wording } from './wording.ts'

/**
 * The definition as a FHIR R4 Bundle of type collection: ResearchStudy, Group, Questionnaire and ValueSets.
 * @param base what the addresses of the resources begin with; a site that publishes them gives its own
 */
export function exportFhir(explained: Explained, base: string = BASE): Bundle {
  const addresses = new Addresses(explained.trial, base)
  const context: Context = { ...explained, addresses, wording: new Wording(explained.trial) }
  const resources: readonly FhirResource[] = [
    researchStudy(context),
    ...groups(context),
    questionnaire(context),
    ...answerCodes(context),
    ...valueSets(context),
  ]
  const bundle: Bundle = {
    resourceType: 'Bundle',
    id: addresses.id(addresses.version),
    type: 'collection',
    entry: resources.map((resource) => ({ fullUrl: addresses.full(resource), resource })),
  }
  return withoutEmptyLists(bundle) as Bundle
}

/** FHIR has no empty lists: what a definition says nothing of is left out. */
function withoutEmptyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyLists)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && !(Array.isArray(part) && part.length === 0))
      .map(([key, part]) => [key, withoutEmptyLists(part)]),
  )
}
