/** Facts written by hand, and what a rule says of them: for the kinds of criterion, without a record. */
import { parseDate } from '../../src/engine/calendar.ts'
import { evaluate } from '../../src/engine/criteria/evaluate.ts'
import type { Limit } from '../../src/engine/criteria/fields.ts'
import type { Rule } from '../../src/engine/criteria/kinds.ts'
import type { CourseSide, Scene } from '../../src/engine/criteria/scene.ts'
import type { Fact } from '../../src/engine/facts/fact.ts'
import { RESOURCE_TYPES, type ResourceType } from '../../src/engine/record/ledger.ts'
import { day, TODAY } from './match.ts'

/** What a fact says, in short. */
export interface Said extends Partial<Omit<Fact, 'start' | 'end' | 'low' | 'high' | 'source'>> {
  /** `2020-03-01`, `2020`, or a period `a/b` with either end left out. */
  readonly on?: string
  /** One number, or the lowest and the highest. */
  readonly value?: number | readonly [low: number, high: number]
  /** True for what a clinician answered. */
  readonly answer?: boolean
}

const WITHOUT_END = { first: Number.NEGATIVE_INFINITY, last: Number.POSITIVE_INFINITY }

/** A confirmed fact of the left side, unless it says otherwise. */
export function fact(name: string, { on, value, answer = false, ...more }: Said = {}): Fact {
  const [from, to = from] = on === undefined ? [] : on.split('/')
  const range = (text: string | undefined) => (text ? parseDate(text)! : WITHOUT_END)
  const [low, high] = typeof value === 'number' ? [value, value] : (value ?? [])
  const start = range(from)
  return {
    name,
    kind: name,
    label: name,
    side: answer ? 'asked' : 'left',
    weakDate: false,
    strength: 'confirmed',
    ...(on === undefined
      ? {}
      : {
          start,
          end: { first: Math.max(start.first, range(to).first), last: range(to).last },
          dateText: on,
        }),
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    source: answer
      ? { kind: 'answer', question: 'Q', code: 'yes' }
      : { kind: 'chart', reference: `Observation/${name}-${on ?? 'undated'}-${value ?? ''}`, codes: [] },
    ...more,
  }
}

/** What surrounds the facts. */
export interface Surroundings {
  readonly side?: CourseSide
  /** Types that were not read to the end. */
  readonly unread?: readonly ResourceType[]
}

/** A scene of facts; each fact is read from Observations. */
export function sceneOf(facts: readonly Fact[], { side = 'left', unread = [] }: Surroundings = {}): Scene {
  const names = new Set([...facts.map(({ name }) => name), 'event', 'anchor', 'value', 'birth'])
  return {
    facts,
    side,
    whyNoSide: 'missing',
    today: day(TODAY),
    definitions: new Map(
      [...names].map((name) => [
        name,
        { name, title: { en: name, nl: name }, from: [{ resource: 'Observation', sets: [name] }] },
      ]),
    ),
    ledger: RESOURCE_TYPES.map((resource) => ({
      query: resource,
      resource,
      state: unread.includes(resource) ? 'failed' : 'complete',
      pages: 1,
      entries: 0,
    })),
    unused: [],
  }
}

/** The truth of a rule on facts: `true`, `false`, or the reason why neither. */
export const truthOf = (rule: Rule, facts: readonly Fact[], surroundings?: Surroundings) =>
  evaluate(rule, sceneOf(facts, surroundings)).truth

/** A limit in the unit of its fact. */
export const limit = (value: number, more: Partial<Limit> = {}): Limit => ({
  value,
  step: 1,
  text: String(value),
  ...more,
})
