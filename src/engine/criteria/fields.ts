/**
 * How a rule is written. Each kind of criterion lists its fields in a table; from the table follow its type, the
 * JSON Schema that an editor completes from, how the text of a definition becomes a rule, which facts it asks for,
 * and where its boundaries lie. Rival: a type, a schema and a walk of their own for every kind, which drift apart.
 */
import type { Duration } from '../calendar.ts'
import type { Text } from '../language.ts'
import type { EventRule, ExceptionRule } from './event.ts'
import type { Rule } from './kinds.ts'

/** A limit to a value, in the unit in which the fact is kept. */
export interface Limit {
  readonly value: number
  /** True for a multiple of the upper limit of normal that stands beside the result. */
  readonly ofUpperLimit?: boolean
  /** One unit of the last digit that was written: the nearest value on the other side. */
  readonly step: number
  /** As written: `9.0 g/dL`. */
  readonly text: string
}

/** How long ago a value may be from: a duration, or any time. */
export type Window = Duration | 'any time'

/** What may stand in a field, by the name of its kind. */
interface Meanings {
  /** Name of a fact. */
  fact: string
  facts: readonly string[]
  /** Kinds that a fact may have, such as `mastectomy`. */
  kinds: readonly string[]
  kind: string
  /** Body sites, by the names of `value-sets/README.md`. */
  sites: readonly string[]
  flag: boolean
  /** A whole number from 1 up. */
  count: number
  /** Whole years of age. */
  years: number
  duration: Duration
  window: Window
  limit: Limit
  /** A sentence in each language. */
  text: Text
  name: string
  event: EventRule
  exceptions: readonly ExceptionRule[]
  rule: Rule
  rules: readonly Rule[]
}

/** The kinds of field. */
export type FieldKind = keyof Meanings

/**
 * A field: what stands in it, and what it says. `?` marks one that may be left out; a table holds fields of its own.
 */
export type Field =
  | readonly [is: FieldKind | `${FieldKind}?`, says: string]
  | readonly [is: Fields, says: string, may?: 'be left out']

/** The fields of a kind of rule, by name; a definition writes the names with hyphens. */
export interface Fields {
  readonly [name: string]: Field
}

type MeaningOf<F> = F extends `${infer K}?`
  ? K extends FieldKind
    ? Meanings[K]
    : never
  : F extends FieldKind
    ? Meanings[F]
    : Written<F>

type Optional = readonly [`${string}?`, string] | readonly [Fields, string, 'be left out']

type OptionalIn<T> = { [K in keyof T]: T[K] extends Optional ? K : never }[keyof T]

type Held<F> = F extends readonly [infer Is, ...unknown[]] ? MeaningOf<Is> : never

/** What a rule with these fields holds. */
export type Written<T> = { readonly [K in Exclude<keyof T, OptionalIn<T>>]: Held<T[K]> } & {
  readonly [K in OptionalIn<T>]?: Held<T[K]>
}

/** The fields of a table within a field; undefined for a field of another kind. */
export const tableIn = ([is]: Field): Fields | undefined => (typeof is === 'string' ? undefined : is)

/** The kind of a field, whether or not it may be left out; undefined for a table. */
export const kindOf = ([is]: Field): FieldKind | undefined =>
  typeof is === 'string' ? (is.replace(/\?$/, '') as FieldKind) : undefined

/** True for a field that may be left out. */
export const isOptional = ([is, , may]: Field): boolean =>
  may === 'be left out' || (typeof is === 'string' && is.endsWith('?'))

/** A kind whose only field is `of` is written without it: `not: {…}`, `all-of: […]`. */
export const isBare = (fields: Fields): boolean => Object.keys(fields).join() === 'of'
