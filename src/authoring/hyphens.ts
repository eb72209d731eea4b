/** Words of the grammar are written with hyphens in YAML and in camel case in TypeScript. */

/** `settledBy` as `settled-by`. */
export const hyphenated = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** `settled-by` as `settledBy`. */
export const camelCased = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Maps whose keys are names of things, not words of the grammar; a rule is read by the tables of its kinds. */
const NAMING_KEYS = ['kind-by', 'kinds', 'systems', 'sources', 'rule']

/** Plain data with the words of its keys in camel case. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      camelCased(key),
      NAMING_KEYS.includes(key) ? part : camelKeys(part),
    ]),
  )
}
