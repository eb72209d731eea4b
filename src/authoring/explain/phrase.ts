/**
 * A rule in plain words, made from the table of its kind: the kind opens the sentence, each field adds its clause
 * with its value. Rival: a sentence written by hand for each kind, which reads a little better, has to be written
 * twice for each new kind, and can leave a field out without anybody noticing.
 */
import type { Duration } from '../../engine/calendar.ts'
import { exceptionFields } from '../../engine/criteria/event.ts'
import {
  type Field,
  type FieldKind,
  type Fields,
  kindOf,
  type Limit,
  tableIn,
} from '../../engine/criteria/fields.ts'
import { KINDS, type Rule } from '../../engine/criteria/kinds.ts'
import type { Text } from '../../engine/language.ts'
import { measure } from './measure.ts'
import { type Names, opening, plain, within } from './names.ts'

/** A sentence, and the parts that it is made of where it is a list. */
export interface Phrase {
  readonly text: string
  readonly parts: readonly Phrase[]
}

type Values = Readonly<Record<string, unknown>>

/** A rule in plain words. */
export function phraseOf(rule: Rule, names: Names): Phrase {
  const { kind } = rule
  // An event is said in one piece, here as within other rules.
  const fields: Fields = kind === 'event' ? { event: ['event', ''] } : KINDS[kind].fields
  const values: Values = kind === 'event' ? { event: rule } : (rule as unknown as Values)
  const simple = Object.fromEntries(Object.entries(fields).filter(([, field]) => !holdsRules(field)))
  const text = sentence(kind, simple, values, '; ', names)
  const parts = Object.entries(fields).flatMap(([name, field]) =>
    holdsRules(field) ? partsOf(`${kind}.${name}`, values[name], names) : [],
  )
  if (parts.length === 0) return { text: `${text.replace(/[:;,]$/, '')}.`, parts }
  const [only] = parts
  if (parts.length === 1 && only && only.parts.length === 0)
    return { text: `${text} ${within(only.text)}`, parts: [] }
  return { text, parts }
}

const holdsRules = (field: Field): boolean => ['rule', 'rules'].includes(kindOf(field) ?? '')

/** The rules in a field, each after what the field says of it. */
function partsOf(place: string, value: unknown, names: Names): Phrase[] {
  if (Array.isArray(value)) return (value as Rule[]).map((rule) => phraseOf(rule, names))
  const { text, parts } = phraseOf(value as Rule, names)
  const label = clauseFor(place, names, '')
  return [{ text: label === '' ? text : `${label} ${within(text)}`, parts }]
}

/** A table in one sentence: what opens it, and a clause for each field that the opening does not say. */
function sentence(scope: string, fields: Fields, values: Values, between: string, names: Names): string {
  const lead = (names.words.leads as Readonly<Record<string, string>>)[scope] ?? ownLead(scope, names)
  const said = new Set<string>()
  const start = lead.replace(/\{(the )?([^}]+)\}/g, (_, article: string | undefined, name: string) => {
    said.add(name)
    const field = fields[name]
    const value = field ? inWords(field, values[name], `${scope}.${name}`, values, names) : ''
    return article ? names.words.values.the(value) : value
  })
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => !said.has(name)))
  const clauses = clausesOf(scope, rest, values, names).join(between)
  const joint = /[:;]$/.test(start) ? ' ' : between
  return opening(clauses === '' ? start : `${start}${joint}${clauses}`)
}

/** A kind that nobody wrote an opening for opens with its sentence of the card; a table without one with nothing. */
function ownLead(scope: string, { card }: Names): string {
  const own = (card.kinds as Readonly<Record<string, string>>)[scope]
  return own === undefined ? '' : own.replace(/\.$/, ':')
}

function clausesOf(scope: string, fields: Fields, values: Values, names: Names): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const place = `${scope}.${name}`
    const value = values[name]
    if (value === undefined || value === false) return clauseFor(`${place}!`, names, '') || []
    const clause = clauseFor(place, names, value === true ? plain(name) : `${plain(name)}: {}`)
    const said = () => inWords(field, value, place, values, names)
    return clause.replace('{}', said).replace('{the}', () => names.words.values.the(said())) || []
  })
}

/** What a field says, by its place or by its name alone. */
function clauseFor(place: string, { words }: Names, otherwise: string): string {
  const clauses: Readonly<Record<string, string>> = words.fields
  return clauses[place] ?? clauses[place.slice(place.lastIndexOf('.') + 1)] ?? otherwise
}

function inWords(field: Field, value: unknown, place: string, beside: Values, names: Names): string {
  const table = tableIn(field)
  if (table) return clausesOf(place.replace(/^event\./, ''), table, value as Values, names).join(' ')
  const kind = kindOf(field)
  if (kind === undefined) throw new Error('a field is a table or has a kind')
  return VALUES[kind](value, names, beside, place)
}

/** What stands in each kind of field, in words. A new kind of field does not compile until it is said here. */
const VALUES: Readonly<
  Record<FieldKind, (value: unknown, names: Names, beside: Values, place: string) => string>
> = {
  fact: (value, names) => within(names.fact(String(value))),
  facts: (value, names, _, place) => {
    const { and, or } = names.words.values
    return (TOGETHER.includes(place) ? and : or)(listed(value).map((name) => within(names.fact(name))))
  },
  kinds: (value, names, beside) =>
    names.words.values.or(listed(value).map((kind) => within(names.kind(kind, factOf(beside))))),
  kind: (value, names, beside) => within(names.kind(String(value), factOf(beside))),
  sites: (value, names) => names.words.values.or(listed(value).map((site) => names.site(site))),
  flag: () => '',
  count: (value, names) => names.words.values.count(Number(value)),
  years: (value, names) => names.words.values.years(Number(value)),
  duration: (value, names) => duration(value as Duration, names),
  window: (value, names) =>
    value === 'any time'
      ? names.words.values.anyTime
      : names.words.values.within(duration(value as Duration, names)),
  limit: (value, names) => limit(value as Limit, names),
  text: (value, names) => names.text(value as Text),
  name: String,
  event: (value, names) => within(eventInWords(value as Values, names)),
  exceptions: (value, names, beside) =>
    names.words.values.or(
      (value as Values[]).map((one) =>
        clausesOf('except', exceptionFields, { ...one, of: factOf(beside) }, names).join(' '),
      ),
    ),
  // Rules are parts of the sentence, not values in it.
  rule: () => '',
  rules: () => '',
}

/** Lists of facts of which every one is meant; of any other, one is enough. */
const TOGETHER: readonly string[] = ['same-day.facts']

const listed = (value: unknown): readonly string[] => value as readonly string[]

/** The fact whose kinds a field beside it names. */
const factOf = (beside: Values): string => String(beside['fact'] ?? beside['of'])

const duration = ({ count, unit }: Duration, { words }: Names): string => words.values.duration(count, unit)

function limit({ ofUpperLimit, text }: Limit, { words }: Names): string {
  const { decimal, ofUpperLimit: times } = words.values
  return ofUpperLimit ? times(measure(text.replace(/\s*ULN$/, ''), decimal)) : measure(text, decimal)
}

/** An event within a sentence: what happened, and how it is narrowed down. */
function eventInWords(event: Values, names: Names): string {
  const { fact, kinds, ...rest } = KINDS.event.fields
  const what = event['kinds'] === undefined ? (['fact', fact] as const) : (['kinds', kinds] as const)
  const start = inWords(what[1], event[what[0]], 'event', event, names)
  return [start, ...clausesOf('event', rest, event, names)].join(', ')
}
