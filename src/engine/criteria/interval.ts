import { type Day, type DayRange, type Duration, laterBy } from '../calendar.ts'
import { allOf, type Truth, weightiest } from '../truth.ts'
import { candidatesFor } from './event.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome, type Seen } from './finding.ts'
import { anchorOf, isDated, type Scene, unreadFor } from './scene.ts'

const fields = {
  from: ['event', 'What the time is counted from: the end of the last such event'],
  fromStart: [
    'flag?',
    'true: from the beginning of the first such event instead, such as the start of a course',
  ],
  to: ['fact?', 'Until the first of these; without it, until the day of evaluation'],
  atLeast: ['duration?', 'The time must be at least so long'],
  moreThan: ['duration?', 'The time must be longer'],
  atMost: ['duration?', 'The time must be at most so long'],
  lessThan: ['duration?', 'The time must be shorter'],
} as const

type IntervalRule = Written<typeof fields>

/**
 * So much time lies between two events. "The last such event" needs every one of them: one that is open, or a read
 * that did not finish, leaves it open, and so does a date that is not exact enough.
 */
function evaluate(rule: IntervalRule, scene: Scene): Outcome {
  const candidates = candidatesFor(rule.from, scene)
  const certain = candidates.filter(({ truth }) => truth === true).map(({ fact }) => fact)
  const open = candidates.filter(({ truth }) => typeof truth === 'string')
  const seen: Seen[] = candidates.flatMap(({ fact, truth, why }) =>
    truth === false && why ? [{ fact, why }] : [],
  )
  const anchor = rule.to === undefined ? undefined : anchorOf(scene, rule.to, rule.from.sided === true)
  const until: DayRange | undefined =
    rule.to === undefined ? { first: scene.today, last: scene.today } : rangeOf(anchor)
  const used = [...certain, ...open.map(({ fact }) => fact), ...(anchor?.facts ?? [])]
  const parts = {
    used,
    seen,
    missing: [
      ...(certain.length + open.length === 0 ? [rule.from.fact] : []),
      ...(rule.to !== undefined && anchor?.exists === 'missing' ? [rule.to] : []),
    ],
  }
  const dated = certain.filter(isDated)
  const reasons: Truth[] = [
    ...(unreadFor(scene, rule.from.fact).length > 0 || (anchor?.unread.length ?? 0) > 0
      ? (['incomplete'] as const)
      : []),
    ...open.map(({ truth }) => truth),
    ...(dated.length < certain.length ? (['ambiguous'] as const) : []),
  ]
  if (dated.length === 0) return outcome(weightiest([...textual(reasons), 'missing']), parts)
  if (!until) {
    const why = typeof anchor?.exists === 'string' ? anchor.exists : 'ambiguous'
    return outcome(weightiest([...textual(reasons), why]), parts)
  }
  const counted: DayRange = rule.fromStart
    ? {
        first: Math.min(...dated.map(({ start }) => start.first)),
        last: Math.min(...dated.map(({ start }) => start.last)),
      }
    : {
        first: Math.max(...dated.map(({ end }) => end.first)),
        last: Math.max(...dated.map(({ end }) => end.last)),
      }
  const truth = allOf([
    longEnough(rule.atLeast, counted, until, (from, to) => to >= from),
    longEnough(rule.moreThan, counted, until, (from, to) => to > from),
    shortEnough(rule.atMost, counted, until, (from, to) => to <= from),
    shortEnough(rule.lessThan, counted, until, (from, to) => to < from),
  ])
  return outcome(reasons.length > 0 ? weightiest(textual(reasons)) : truth, parts)
}

const textual = (reasons: readonly Truth[]) => reasons.filter((reason) => typeof reason === 'string')

/** The first of several anchors; none when nothing certain dates it. */
const rangeOf = (anchor: ReturnType<typeof anchorOf> | undefined): DayRange | undefined =>
  anchor?.exists === true ? anchor.earliest : undefined

type Compare = (limit: Day, to: Day) => boolean

function longEnough(by: Duration | undefined, ended: DayRange, until: DayRange, holds: Compare): Truth {
  if (!by) return true
  if (holds(laterBy(ended.last, by), until.first)) return true
  return holds(laterBy(ended.first, by), until.last) ? 'ambiguous' : false
}

function shortEnough(by: Duration | undefined, ended: DayRange, until: DayRange, holds: Compare): Truth {
  if (!by) return true
  if (holds(laterBy(ended.first, by), until.last)) return true
  return holds(laterBy(ended.last, by), until.first) ? 'ambiguous' : false
}

/** The time between two events. */
export const interval = { fields, evaluate } as const
