import type { Limit } from '../../engine/criteria/fields.ts'
import type { FactDefinition } from '../../engine/facts/catalog.ts'
import type { Finding, Path } from '../problem.ts'
import type { Check } from './checks.ts'
import { factsByName, placedRules } from './places.ts'

/** Limits leave something between them, and a value can lie on either side of each. */
export const checkBounds: Check = (checked) => {
  const { written } = checked
  const facts = factsByName(checked)
  return [
    ...placedRules(checked).flatMap(({ rule, at }): Finding[] => {
      if (rule.kind === 'age')
        return [
          ...needsOne([rule.atLeast, rule.atMost], at),
          ...inOrder(rule.atLeast, rule.atMost, [...at, 'at-most'], 'years'),
        ]
      if (rule.kind !== 'latest') return []
      const { atLeast, moreThan, atMost, lessThan } = rule
      return [
        ...needsOne([atLeast, moreThan, atMost, lessThan], at),
        ...onlyOne(atLeast, moreThan, [...at, 'more-than']),
        ...onlyOne(atMost, lessThan, [...at, 'less-than']),
        ...between(
          atLeast ?? moreThan,
          atMost ?? lessThan,
          moreThan === undefined && lessThan === undefined,
          [...at, atMost === undefined ? 'less-than' : 'at-most'],
        ),
        ...Object.entries({ atLeast, moreThan, atMost, lessThan }).flatMap(([key, limit]) =>
          onScale(limit, facts.get(rule.fact), [...at, KEYS[key] ?? key]),
        ),
      ]
    }),
    ...checkRanges(written.facts ?? []),
    ...(written.questions ?? []).flatMap(({ number }, index) =>
      number ? inOrder(number.from, number.to, ['questions', index, 'number', 'to']) : [],
    ),
  ]
}

const KEYS: Readonly<Record<string, string>> = {
  atLeast: 'at-least',
  moreThan: 'more-than',
  atMost: 'at-most',
  lessThan: 'less-than',
}

const bounds = (path: Path, message: string, hint?: string): Finding[] => [
  { code: 'L-BOUNDS', path, message, ...(hint ? { hint } : {}) },
]

const needsOne = (limits: readonly unknown[], path: Path): Finding[] =>
  limits.every((one) => one === undefined)
    ? bounds(
        path,
        'No limit stands here, so that every value would do.',
        'Add at-least, at-most, more-than or less-than.',
      )
    : []

const onlyOne = (a: Limit | undefined, b: Limit | undefined, path: Path): Finding[] =>
  a && b ? bounds(path, `Two limits stand on one side: ${a.text} and ${b.text}.`, 'Leave one out.') : []

/** Two limits that can be compared and leave nothing between them. */
function between(low: Limit | undefined, high: Limit | undefined, closed: boolean, path: Path): Finding[] {
  if (!low || !high || (low.ofUpperLimit ?? false) !== (high.ofUpperLimit ?? false)) return []
  if (low.value < high.value || (closed && low.value === high.value)) return []
  return bounds(
    path,
    `Nothing lies between ${low.text} and ${high.text}.`,
    'Are the two the wrong way round?',
  )
}

function inOrder(low: number | undefined, high: number | undefined, path: Path, unit = ''): Finding[] {
  if (low === undefined || high === undefined || low <= high) return []
  return bounds(
    path,
    `Nothing lies between ${low} and ${`${high} ${unit}`.trim()}.`,
    'Are the two the wrong way round?',
  )
}

/** A limit that no value can reach decides nothing; one below zero, of what is never below zero, is a slip. */
function onScale(limit: Limit | undefined, fact: FactDefinition | undefined, path: Path): Finding[] {
  if (!limit || Number.isNaN(limit.value)) return []
  if (limit.ofUpperLimit && fact && fact.unit === undefined)
    return [
      {
        code: 'L-UNIT',
        path,
        message: `${fact.name} is not measured, so that no upper limit of normal stands beside it.`,
        hint: 'ULN is for laboratory values.',
      },
    ]
  const range = limit.ofUpperLimit ? undefined : (fact?.scale ?? fact?.plausible)
  if (limit.ofUpperLimit && limit.value <= 0) return bounds(path, `${limit.text} is below every value.`)
  if (!range || (limit.value >= range.from && limit.value <= range.to)) return []
  return bounds(
    path,
    `${limit.text} lies outside of what ${fact?.name} can be: ${range.from} to ${range.to}.`,
    'Is the unit right?',
  )
}

/** Ranges that own facts declare. */
const checkRanges = (facts: readonly FactDefinition[]): Finding[] =>
  facts.flatMap(({ scale, plausible, from }, index) => [
    ...inOrder(scale?.from, scale?.to, ['facts', index, 'scale', 'to']),
    ...inOrder(plausible?.from, plausible?.to, ['facts', index, 'plausible', 'to']),
    ...from.flatMap(({ bands = [] }, source) =>
      bands.flatMap((band, place) => {
        const at = ['facts', index, 'from', source, 'bands', place]
        return [
          ...inOrder(band.from, band.to, [...at, 'to']),
          ...inOrder(band.low, band.high, [...at, 'high']),
        ]
      }),
    ),
  ])
