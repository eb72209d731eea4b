/**
 * The kinds of criterion. A trial declares its criteria out of these; each is written and evaluated in the file of
 * its name. All speak of facts, never of FHIR. Adding a kind: its file, its line here, its sentence in
 * `card/words`, its cases in `test/engine/criteria`.
 */
import { age } from './age.ts'
import { ask } from './ask.ts'
import { all, any, depends, no, once, some } from './composed.ts'
import { count } from './count.ts'
import { documented } from './documented.ts'
import { event } from './event.ts'
import type { Written } from './fields.ts'
import { inOrder } from './in-order.ts'
import { interval } from './interval.ts'
import { latest } from './latest.ts'
import { permission } from './permission.ts'
import { question } from './question.ts'
import { regions } from './regions.ts'
import { sameDay } from './same-day.ts'
import { unavailable } from './unavailable.ts'

/** Every kind of rule, by the word with which a definition names it. */
export const KINDS = {
  age,
  latest,
  'same-day': sameDay,
  event,
  count,
  interval,
  'in-order': inOrder,
  documented,
  regions,
  permission,
  question,
  ask,
  unavailable,
  'all-of': all,
  'any-of': any,
  'at-least': some,
  not: no,
  once,
  depends,
} as const

/** The name of a kind of rule. */
export type RuleKind = keyof typeof KINDS

/** A rule of one kind. */
export type RuleOf<K extends RuleKind> = { readonly kind: K } & Written<(typeof KINDS)[K]['fields']>

/** A rule of a criterion: exactly one kind, possibly made of others. */
export type Rule = { [K in RuleKind]: RuleOf<K> }[RuleKind]
