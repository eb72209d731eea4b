import { isOnOrAfter, shift } from '../calendar.ts'
import type { Fact } from '../facts/fact.ts'
import { allOf, type Truth } from '../truth.ts'
import { candidatesFor, evaluateEvent } from './event.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome } from './finding.ts'
import {
  anchorOf,
  before,
  carries,
  factsNamed,
  isDated,
  isStrange,
  onSide,
  type Scene,
  unreadFor,
} from './scene.ts'

const fields = {
  first: ['event', 'What came first'],
  second: ['fact', 'What came after it had ended, on the same side'],
  contralateral: [
    'fact?',
    'The disease: where it is on the other side alone, `second` is not a return of it and the criterion is not met',
  ],
  unlessHere: ['facts?', 'Facts whose presence on this side, before `second`, speaks against that'],
  openFor: [
    {
      fact: ['fact', 'What tells the kind of `second`'],
      kinds: ['kinds', 'Kinds that the text leaves open'],
    },
    "Kinds of `second` that the trial's text leaves open",
    'be left out',
  ],
} as const

interface InOrderRule extends Written<typeof fields> {}

/**
 * One event, and after it another, on one side. Not met only when a person says that one of them never was, or
 * when the record, read to the end, shows the second on one side and the disease before it on the other alone.
 */
function evaluate(rule: InOrderRule, scene: Scene): Outcome {
  const anchor = anchorOf(scene, rule.second, true)
  const first = evaluateEvent({ ...rule.first, sided: true, before: rule.second }, scene)
  const contralateral = isContralateral(rule, scene)
  if (contralateral) return outcome(false, { used: [...anchor.facts, ...contralateral], seen: first.seen })
  const open = leftOpen(rule, scene)
  const denied = factsNamed(scene, rule.second).filter((fact) => fact.none && onSide(scene, fact)[0] === true)
  const fromChart = first.used.some(({ source }) => source.kind === 'chart')
  const truth = allOf([
    anchor.exists,
    first.truth,
    ...(open.length > 0 ? (['ambiguous'] as const) : []),
    ...(first.truth === true && isBeforeEveryDisease(first.used, rule, scene)
      ? (['ambiguous'] as const)
      : []),
    ...(first.truth === true && first.unread.length > 0 && fromChart ? (['incomplete'] as const) : []),
  ])
  return outcome(truth, {
    used: [...anchor.facts, ...first.used, ...denied, ...open],
    seen: first.seen,
    unread: truth === true ? [] : [...anchor.unread, ...first.unread],
    missing: [...(anchor.exists === 'missing' ? [rule.second] : []), ...first.missing],
  })
}

/** Kinds of the second event that the trial's text leaves open; a person who names another kind settles it. */
function leftOpen({ openFor, second }: InOrderRule, scene: Scene): Fact[] {
  if (!openFor) return []
  const anchor = anchorOf(scene, second, true)
  const facts = factsNamed(scene, openFor.fact)
  const answered = facts.filter(({ source }) => source.kind === 'answer')
  return (answered.length > 0 ? answered : facts).filter(
    (fact) =>
      openFor.kinds.includes(fact.kind) &&
      carries(fact)[0] !== false &&
      onSide(scene, fact)[0] !== false &&
      (fact.source.kind === 'answer' || before(fact, anchor)[0] !== true),
  )
}

/** Diagnosis and treatment of one disease may be recorded so many days apart, in either order. */
const ONE_TREATMENT_DAYS = 366

/** True unless some of it certainly did not end long before the disease of this side began: else it was for another. */
function isBeforeEveryDisease(
  events: readonly Fact[],
  { contralateral }: InOrderRule,
  scene: Scene,
): boolean {
  if (!contralateral) return false
  const disease = factsNamed(scene, contralateral)
    .filter((fact) => fact.strength === 'confirmed' && onSide(scene, fact)[0] === true)
    .filter(isDated)
  const mayTreat = (event: Fact) =>
    event.before !== undefined ||
    event.since !== undefined ||
    (isDated(event) &&
      disease.some(({ start }) => isOnOrAfter(event.end, shift(start, -ONE_TREATMENT_DAYS)) === true))
  return disease.length > 0 && !events.some(mayTreat)
}

/** The disease on the other side, when it is certain that the second event is not its return. */
function isContralateral(rule: InOrderRule, scene: Scene): Fact[] | undefined {
  const { contralateral, unlessHere = [] } = rule
  if (contralateral === undefined) return undefined
  const needed = [rule.second, contralateral, rule.first.fact, ...unlessHere]
  if (scene.side === undefined || needed.some((name) => unreadFor(scene, name).length > 0)) return undefined
  if (scene.unused.some((one) => needed.includes(one.fact) && isStrange(one))) return undefined
  const returns = factsNamed(scene, rule.second).filter((fact) => onSide(scene, fact)[0] !== false)
  if (returns.length === 0 || !returns.every((fact) => isClear(fact, scene))) return undefined
  const disease = factsNamed(scene, contralateral)
  const mayBeHere = disease.filter((fact) => onSide(scene, fact)[0] !== false)
  const elsewhere = disease.filter(
    (fact) => fact.strength === 'confirmed' && onSide(scene, fact)[0] === false,
  )
  const treatedHere = unlessHere.flatMap((fact) =>
    candidatesFor({ fact, sided: true, before: rule.second }, scene).filter(({ truth }) => mayBe(truth)),
  )
  return elsewhere.length > 0 && mayBeHere.length === 0 && treatedHere.length === 0 ? elsewhere : undefined
}

/** A recurrence on record, of this side and beyond doubt. */
const isClear = (fact: Fact, scene: Scene): boolean =>
  !fact.none &&
  fact.strength === 'confirmed' &&
  fact.source.kind === 'chart' &&
  onSide(scene, fact)[0] === true

const mayBe = (truth: Truth): boolean => truth !== false

/** Two events in order on one side. */
export const inOrder = { fields, evaluate } as const
