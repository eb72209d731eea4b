import type { FactCatalog } from '../../engine/facts/catalog.ts'
import { fail, ok, type Result } from '../../engine/result.ts'
import { suggestion } from '../nearest.ts'
import { type Concept, conceptIn, type Wrong } from './codes-written.ts'
import type { WrittenEntry } from './written-case.ts'

/** A body site of FHIR, with its side as mCODE writes it. */
export interface BodySite extends Concept {
  readonly extension?: readonly unknown[]
}

const LATERALITY = 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-laterality-qualifier'

/** Where an entry is, by the names of sites and sides that the catalog has codes for; undefined: it does not say. */
export function bodySiteOf(
  { site, side }: Pick<WrittenEntry, 'site' | 'side'>,
  catalog: FactCatalog,
): Result<BodySite, Wrong> | undefined {
  if (site === undefined && side === undefined) return undefined
  const where = site === undefined ? ok({ text: side ?? '' }) : siteNamed(site, catalog)
  if (!where.ok || side === undefined) return where
  const laterality = codeWith('laterality', (entry) => entry.side === side, catalog)
  return ok({ ...where.value, extension: [{ url: LATERALITY, valueCodeableConcept: laterality }] })
}

function siteNamed(site: string, catalog: FactCatalog): Result<Concept, Wrong> {
  if (/\s/.test(site)) return conceptIn(site, catalog.systems)
  const concept = codeWith(
    'body-site',
    (entry) => entry.site === site && entry.side === undefined && !entry.unverified,
    catalog,
  )
  const names = (setNamed('body-site', catalog)?.codes ?? []).flatMap((entry) => entry.site ?? [])
  return concept
    ? ok(concept)
    : fail({ message: `There is no site “${site}”.`, hint: suggestion(site, [...new Set(names)]) })
}

const setNamed = (name: string, { valueSets }: FactCatalog) => valueSets.find((set) => set.name === name)

type Entry = FactCatalog['valueSets'][number]['codes'][number]

/** The first code of a value set that means this. */
function codeWith(set: string, means: (entry: Entry) => boolean, catalog: FactCatalog): Concept | undefined {
  const entry = setNamed(set, catalog)?.codes.find((one) => one.code !== undefined && means(one))
  const system = entry && catalog.systems[entry.system]
  return entry?.code === undefined || !system
    ? undefined
    : { coding: [{ system: system.uri, code: entry.code }] }
}
