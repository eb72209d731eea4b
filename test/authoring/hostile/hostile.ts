import type { Code } from '../../../src/authoring/codes.ts'
import type { Written } from './base.ts'
import { expressions } from './expressions.ts'
import { masses } from './masses.ts'
import { rules } from './rules.ts'
import { smallChanges } from './small-changes.ts'
import { texts } from './texts.ts'
import { tricks } from './tricks.ts'

/** A definition that means harm, or looks as if it did. */
export interface Hostile {
  readonly name: string
  /** What it is made of: text as it stands in the file, or data that is written as JSON, which is YAML. */
  readonly made: () => string | Written
  /** The code of one of its problems for which it is refused, or any; without, it is accepted and judged. */
  readonly refused?: Code | 'somehow'
  /** What comes of each of its criteria but the age, where nothing else may; without, it never says “fits”. */
  readonly ends?: 'unknown'
}

/** Every hostile definition, the same each time. */
export const HOSTILE: readonly Hostile[] = [
  ...smallChanges,
  ...tricks,
  ...masses,
  ...texts,
  ...rules,
  ...expressions,
]

/** The file. */
export function bytesOf({ made }: Hostile): Uint8Array {
  const content = made()
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content))
}
