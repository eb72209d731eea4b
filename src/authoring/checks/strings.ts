/** Every string of a definition, with the place where it stands. */
import { LANGUAGES } from '../../engine/language.ts'
import { hyphenated } from '../hyphens.ts'
import type { Path } from '../problem.ts'
import type { WrittenText } from '../written.ts'

/** A value with its place. */
export interface Placed<T> {
  readonly value: T
  readonly path: Path
}

/** Every string in a part of a definition. */
export function* stringsIn(value: unknown, path: Path = []): Generator<Placed<string>> {
  if (typeof value === 'string') yield { value, path }
  else for (const [step, part] of partsOf(value)) yield* stringsIn(part, [...path, step])
}

/** True for the place of an expression of FHIRPath, which is no text. */
export const isExpression = (path: Path): boolean =>
  ['where', 'number', 'quantity', 'coded'].includes(String(path.at(-1))) && path[0] === 'facts'

/** Every sentence in languages in a part of a definition. */
export function* textsIn(value: unknown, path: Path = []): Generator<Placed<WrittenText>> {
  if (isText(value)) yield { value, path }
  else for (const [step, part] of partsOf(value)) yield* textsIn(part, [...path, step])
}

function isText(value: unknown): value is WrittenText {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length > 0 &&
    entries.every(([key, part]) => (LANGUAGES as readonly string[]).includes(key) && typeof part === 'string')
  )
}

/** The parts of a list or a map, by the keys as they are written. */
function partsOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((part, index) => [index, part])
  if (typeof value !== 'object' || value === null) return []
  // Names, such as the kind `M1`, are kept as they are; words of the grammar begin with a small letter.
  return Object.entries(value).map(([key, part]) => [/^[a-z]/.test(key) ? hyphenated(key) : key, part])
}
