/**
 * Limits of a rule, each a step less and a step more. An example patient stands on a limit's side when moving the
 * limit changes what comes out for that patient; nobody has to keep a list of boundaries beside the rules.
 */
import type { Duration } from '../../engine/calendar.ts'
import { isBare, type Limit } from '../../engine/criteria/fields.ts'
import { KINDS, type Rule } from '../../engine/criteria/kinds.ts'
import { type Part, partsOf } from '../../engine/criteria/parts.ts'
import { hyphenated } from '../hyphens.ts'

/** How a limit was moved. `edge`: what lies exactly on it now falls to the other side. */
export type Move = 'less' | 'more' | 'edge'

/** A rule with one limit moved. */
export interface Mutant {
  readonly move: Move
  readonly rule: Rule
}

/** A limit of a rule, and the rules that it would be with the limit moved. */
export interface MovedLimit {
  /** Where it stands, as a definition is written: `latest / at-most`. */
  readonly place: string
  /** As written: `2`, `90 days`. */
  readonly limit: string
  /** The fact that it limits, where it limits one. */
  readonly fact?: string
  readonly isTime: boolean
  /** False within a permission, which is met whatever it shows. */
  readonly decides: boolean
  readonly mutants: readonly Mutant[]
}

/** Every limit of a rule, moved. */
export function movedLimits(rule: Rule): MovedLimit[] {
  return [...partsOf(rule)].flatMap((part): MovedLimit[] => {
    const path = placeIn(rule, part.path)
    const name = String(path.at(-1))
    const moves = movesOf(part, name)
    if (moves.length === 0) return []
    const edge = EDGES[name]
    const beside = part.beside as Readonly<Record<string, unknown>>
    const fact = beside['fact'] ?? (beside['from'] as { fact?: unknown } | undefined)?.fact
    return [
      {
        place: placeInWords(part.path),
        limit: inWords(part),
        ...(typeof fact === 'string' ? { fact } : {}),
        isTime: part.is === 'duration' || part.is === 'window',
        decides: !part.path.includes('permission'),
        mutants: [
          ...moves.map(([move, value]) => ({ move, rule: changed(rule, path, value) as Rule })),
          // `years` and `count` are whole numbers: their steps say all.
          ...(edge !== undefined && beside[edge] === undefined && ['limit', 'duration'].includes(part.is)
            ? [{ move: 'edge' as const, rule: renamed(rule, path, edge) as Rule }]
            : []),
        ],
      },
    ]
  })
}

/** Fields that differ only in whether the limit itself is within. */
const EDGES: Readonly<Record<string, string>> = {
  atMost: 'lessThan',
  lessThan: 'atMost',
  atLeast: 'moreThan',
  moreThan: 'atLeast',
}

/**
 * A moved limit lies this part of a step beyond or short of the neighbour, so that it takes the neighbour in, or
 * leaves it, whatever the digits that converting a unit has rounded off.
 */
const NEARLY = 0.001

/** Fields whose neighbour on the other side lies above: 2 is at most 2, and 3 is not. */
const NEIGHBOUR_ABOVE = ['atMost', 'moreThan']

function movesOf({ is, value }: Part, name: string): (readonly ['less' | 'more', unknown])[] {
  switch (is) {
    case 'limit': {
      const limit = value as Limit
      const [below, above] = NEIGHBOUR_ABOVE.includes(name)
        ? [1 - NEARLY, 1 + NEARLY]
        : [1 + NEARLY, 1 - NEARLY]
      return [
        ['less', { ...limit, value: limit.value - below * limit.step }],
        ['more', { ...limit, value: limit.value + above * limit.step }],
      ]
    }
    case 'years':
    case 'count':
      return [
        ['less', (value as number) - 1],
        ['more', (value as number) + 1],
      ]
    case 'duration':
    case 'window': {
      if (value === 'any time') return []
      const duration = value as Duration
      return [
        ['less', { ...duration, days: -1 }],
        ['more', { ...duration, days: 1 }],
      ]
    }
    default:
      return []
  }
}

function inWords({ is, value }: Part): string {
  if (is === 'limit') return (value as Limit).text
  if (is === 'years') return `${value as number} years`
  if (is === 'count') return String(value)
  return durationInWords(value as Duration)
}

/** A duration as it is written: `1 month`, `90 days`. */
export const durationInWords = ({ count, unit }: Duration): string =>
  `${count} ${unit}${count === 1 ? '' : 's'}`

/** Where a part stands, as a definition is written: `latest / at-most`. */
export const placeInWords = (path: Part['path']): string =>
  path.map((step) => (typeof step === 'number' ? step + 1 : hyphenated(step))).join(' / ')

/** Keys and places in the rule itself: without the names of kinds, which stand in it as `kind`. */
export function placeIn(rule: Rule, path: Part['path']): (string | number)[] {
  const place: (string | number)[] = []
  let at: unknown = rule
  for (const step of path) {
    const kind = isRule(at) && at.kind === step ? at.kind : undefined
    if (kind && !isBare(KINDS[kind].fields)) continue
    const key = kind ? 'of' : step
    place.push(key)
    at = (at as Readonly<Record<string | number, unknown>>)[key]
  }
  return place
}

const isRule = (value: unknown): value is Rule =>
  typeof value === 'object' && value !== null && 'kind' in value

/** A copy of a rule with one value exchanged. */
export function changed(value: unknown, [step, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (step === undefined) return to
  if (Array.isArray(value)) return value.map((one, index) => (index === step ? changed(one, rest, to) : one))
  const values = value as Readonly<Record<string, unknown>>
  return { ...values, [step]: changed(values[step], rest, to) }
}

/** What stands in a rule at a place. */
export const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((at, step) => (at as Readonly<Record<string | number, unknown>>)[step], value)

/** A copy of a rule with one value under another name. */
function renamed(rule: Rule, path: readonly (string | number)[], to: string): unknown {
  const around = path.slice(0, -1)
  const { [String(path.at(-1))]: moved, ...others } = valueAt(rule, around) as Readonly<
    Record<string, unknown>
  >
  return changed(rule, around, { ...others, [to]: moved })
}
