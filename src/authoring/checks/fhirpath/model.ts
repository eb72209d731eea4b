/** FHIR R4 as fhirpath.js knows it: which element has which parts, of which type. */
import r4 from 'fhirpath/fhir-context/r4'

/** What an expression gives: types or paths of R4, such as `Coding` or `Observation.component`. */
export interface Elements {
  readonly types: readonly string[]
  /** True when one resource may have several of them. */
  readonly many: boolean
  /** True for the number of a Quantity, taken out without its unit. */
  readonly unitless?: boolean
}

/** The part of fhirpath.js's model that is read here. */
interface Model {
  readonly path2Type: Readonly<Record<string, string>>
  readonly choiceTypePaths: Readonly<Record<string, readonly string[]>>
  readonly pathsDefinedElsewhere: Readonly<Record<string, string>>
  readonly type2Parent: Readonly<Record<string, string>>
  readonly path2Repeating: Readonly<Record<string, boolean>>
  readonly availableTypes: ReadonlySet<string>
}

const model = r4 as unknown as Model

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** The step from some elements to their parts of one name; undefined when R4 has no such part. */
export function step({ types, many, unitless }: Elements, name: string): Elements | undefined {
  const found = types.map((type) => partOf(type, name)).filter((one) => one !== undefined)
  if (found.length === 0) return undefined
  return {
    types: [...new Set(found.flatMap((one) => one.types))],
    many: many || found.some((one) => one.many),
    ...(unitless || found.some((one) => one.unitless) ? { unitless: true } : {}),
  }
}

function partOf(type: string, name: string): Elements | undefined {
  for (let at: string | undefined = elsewhere(type); at !== undefined; at = parentOf(at)) {
    const path = elsewhere(`${at}.${name}`)
    const many = own(model.path2Repeating, path) === true
    const choices = own(model.choiceTypePaths, path)
    if (choices) return { types: choices.map(typeNamed), many }
    const found = own(model.path2Type, path)
    // `valueQuantity` is JSON's name of `value`; the engine would find it only by chance.
    if (found !== undefined && !isChoiceInJson(at, name))
      return {
        types: [found === 'BackboneElement' || found === 'Element' ? path : found],
        many,
        ...(isA(at, 'Quantity') && name === 'value' ? { unitless: true } : {}),
      }
  }
  return undefined
}

const elsewhere = (path: string): string => own(model.pathsDefinedElsewhere, path) ?? path

function parentOf(type: string): string | undefined {
  return own(model.type2Parent, type) ?? (type.includes('.') ? own(model.path2Type, type) : undefined)
}

/** The element whose name in JSON this is: `value` for `valueQuantity`. */
export function choiceInJson({ types }: Elements, name: string): string | undefined {
  return types.map((type) => choiceOf(type, name)).find((one) => one !== undefined)
}

const isChoiceInJson = (type: string, name: string): boolean => choiceOf(type, name) !== undefined

function choiceOf(type: string, name: string): string | undefined {
  for (const [, base = '', choice = ''] of name.matchAll(/^([a-z]+?)([A-Z].*)$/g))
    if (own(model.choiceTypePaths, `${type}.${base}`)?.includes(choice))
      return `${base}.ofType(${typeNamed(choice)})`
  return undefined
}

/** A type of the model's list, as FHIRPath writes it: `DateTime` is `dateTime`. */
function typeNamed(name: string): string {
  const primitive = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  return model.availableTypes.has(primitive) ? primitive : name
}

/** True for a type of FHIR R4. */
export const isType = (name: string): boolean => own(model.type2Parent, name) !== undefined

/** True for a type that is another, or comes from it. */
export function isA(type: string, other: string): boolean {
  for (let at: string | undefined = type; at !== undefined; at = parentOf(at)) if (at === other) return true
  return false
}

/** Every name of a part that some elements have. */
export function partsOfElements({ types }: Elements): string[] {
  const names = new Set<string>()
  for (const type of types)
    for (let at: string | undefined = elsewhere(type); at !== undefined; at = parentOf(at))
      for (const table of [model.path2Type, model.choiceTypePaths])
        for (const path of Object.keys(table)) {
          const name = path.startsWith(`${at}.`) ? path.slice(at.length + 1) : ''
          if (name !== '' && !name.includes('.') && !isChoiceInJson(at, name)) names.add(name)
        }
  return [...names]
}

const STRINGS = ['string', 'uri', 'code', 'markdown', 'base64Binary', 'xhtml', 'System.String', 'url', 'id']

/** What sort of value a type is. */
export function sortOf(type: string): 'boolean' | 'string' | 'number' | 'date' | 'quantity' | 'element' {
  if (/^(System\.B|b)oolean$/.test(type)) return 'boolean'
  if (/^System\.(Integer|Decimal)$|^decimal$/.test(type) || isA(type, 'integer')) return 'number'
  if (/^(System\.)?(date|dateTime|instant|time|Date|DateTime|Time)$/.test(type)) return 'date'
  if (isA(type, 'Quantity') || type === 'System.Quantity') return 'quantity'
  return STRINGS.some((one) => isA(type, one)) ? 'string' : 'element'
}
