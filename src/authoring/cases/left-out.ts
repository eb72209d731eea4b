/**
 * A rule with one of its parts left out: an exception, or a part of `any-of`, `all-of` or `at-least`. An example
 * patient shows a part when something else comes out without it; a rule that lost the part would then be noticed.
 */
import type { Duration } from '../../engine/calendar.ts'
import type { EventRule, ExceptionRule } from '../../engine/criteria/event.ts'
import { KINDS, type Rule } from '../../engine/criteria/kinds.ts'
import { type Part, partsOf } from '../../engine/criteria/parts.ts'
import { hyphenated } from '../hyphens.ts'
import { changed, durationInWords, placeIn, placeInWords, valueAt } from './mutants.ts'

/** A part of a rule, and the rule that it would be without it. */
export interface LeftOut {
  /** Where it stands, as a definition is written: `all-of / 1 / any-of / 2`. */
  readonly place: string
  /** Which it is: `part 2 of any-of: documented pr-status`, `exception 1: kinds oestrogen`. */
  readonly part: string
  /** False within a permission, which is met whatever it shows. */
  readonly decides: boolean
  /** The rule without it. */
  readonly rule: Rule
}

/** Every part of a rule that can be left out, each left out alone. */
export function leftOut(rule: Rule): LeftOut[] {
  return elementsOf(rule).map(({ path, words }) => {
    const place = placeIn(rule, path)
    const index = Number(place.at(-1))
    const list = place.slice(0, -1)
    return {
      place: placeInWords(path),
      part: words,
      decides: !path.includes('permission'),
      rule: changed(rule, list, without(valueAt(rule, list), index)) as Rule,
    }
  })
}

interface Element {
  readonly path: Part['path']
  readonly words: string
}

/** The parts of composed rules, and the exceptions of events. */
function elementsOf(rule: Rule): Element[] {
  return [
    ...exceptionsIn(rule, ['event']),
    ...[...partsOf(rule)].flatMap(({ is, value, path }): Element[] => {
      if (is === 'event') return exceptionsOf(value as EventRule, path)
      if (is !== 'rule') return []
      const part = value as Rule
      const exceptions = exceptionsIn(part, [...path, 'event'])
      const index = path.at(-1)
      if (typeof index !== 'number') return exceptions
      // `at-least` has its parts under `of`; the others are the list itself.
      const kind = path.findLast((step) => typeof step === 'string' && step in KINDS)
      return [{ path, words: `part ${index + 1} of ${kind}: ${ruleInWords(part)}` }, ...exceptions]
    }),
  ]
}

const exceptionsIn = (rule: Rule, path: Part['path']): Element[] =>
  rule.kind === 'event' ? exceptionsOf(rule, path) : []

const exceptionsOf = ({ fact, except = [] }: EventRule, path: Part['path']): Element[] =>
  except.map((one, index) => ({
    path: [...path, 'except', index],
    words: `exception ${index + 1} of event ${fact}: ${fieldsInWords(one) || 'all of it'}`,
  }))

const fieldsInWords = (said: ExceptionRule): string =>
  Object.entries(said)
    .map(([name, value]) => `${hyphenated(name)} ${valueInWords(value)}`)
    .join(', ')

const valueInWords = (value: unknown): string =>
  Array.isArray(value) ? value.join(', ') : durationInWords(value as Duration)

/** A rule in two or three words, enough to find it: `event breast-surgery mastectomy`. */
function ruleInWords(rule: Rule): string {
  if (rule.kind === 'not') return `not ${ruleInWords(rule.of)}`
  // The fact of a question that is asked here has no name that the author wrote.
  if (rule.kind === 'ask') return rule.kind
  const said = rule as unknown as Readonly<Record<string, unknown>>
  const from = said['from'] as { fact?: unknown } | undefined
  const kinds = Array.isArray(said['kinds']) ? said['kinds'] : []
  return [rule.kind, said['fact'] ?? from?.fact, kinds.join(', ')]
    .filter((word) => word !== undefined && word !== '')
    .join(' ')
}

const without = (list: unknown, index: number): unknown[] =>
  (list as readonly unknown[]).filter((_, at) => at !== index)
