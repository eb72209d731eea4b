import { allOf } from '../truth.ts'
import { candidatesFor, evaluateEvent } from './event.ts'
import { type Outcome, outcome } from './finding.ts'
import type { InOrderRule } from './rule.ts'
import { anchorOf, carries, factsNamed, onSide, type Scene, unreadFor } from './scene.ts'

/**
 * One event, and after it another, on one side. Not met only when a person says that one of them never was, or
 * when the record, read to the end, shows the second on one side and the disease before it on the other alone.
 */
export function evaluateInOrder(rule: InOrderRule, scene: Scene): Outcome {
  const anchor = anchorOf(scene, rule.second, true)
  const first = evaluateEvent({ ...rule.first, sided: true, before: rule.second }, scene)
  const used = [...anchor.facts, ...first.used]
  const contralateral = isContralateral(rule, scene)
  if (contralateral) return outcome(false, { used: [...anchor.facts, ...contralateral], seen: first.seen })
  const openKinds = rule.openFor
    ? factsNamed(scene, rule.openFor.fact).filter(
        (fact) => rule.openFor?.kinds.includes(fact.kind) && carries(fact)[0] !== false,
      )
    : []
  const denied = factsNamed(scene, rule.second).filter((fact) => fact.none && onSide(scene, fact)[0] === true)
  const unread = [...anchor.unread, ...first.unread]
  const truth = allOf([
    anchor.exists,
    first.truth,
    ...(openKinds.length > 0 ? (['ambiguous'] as const) : []),
    ...(first.truth === true && first.unread.length > 0 && first.used.some(({ order }) => !order)
      ? (['incomplete'] as const)
      : []),
  ])
  return outcome(truth, {
    used: [...used, ...denied, ...openKinds],
    seen: first.seen,
    unread: truth === true ? [] : unread,
    missing: [...(anchor.exists === 'missing' ? [rule.second] : []), ...first.missing],
  })
}

/** The disease on the other side, when it is certain that the second event is not its return. */
function isContralateral(rule: InOrderRule, scene: Scene) {
  if (scene.side === undefined || unreadFor(scene, rule.contralateral).length > 0) return undefined
  if (unreadFor(scene, rule.first.fact).length > 0) return undefined
  const returns = factsNamed(scene, rule.second).filter((fact) => onSide(scene, fact)[0] !== false)
  const sources = new Set(returns.map(({ source }) => (source.kind === 'chart' ? source.reference : '')))
  if (
    returns.length === 0 ||
    returns.some(
      (fact) =>
        fact.none ||
        fact.strength !== 'confirmed' ||
        fact.source.kind === 'answer' ||
        onSide(scene, fact)[0] !== true,
    )
  )
    return undefined
  const disease = factsNamed(scene, rule.contralateral).filter(
    ({ source }) => source.kind !== 'chart' || !sources.has(source.reference),
  )
  const elsewhere = disease.filter(
    (fact) => fact.strength === 'confirmed' && onSide(scene, fact)[0] === false,
  )
  const mayBeHere = disease.filter((fact) => onSide(scene, fact)[0] !== false)
  const treatedHere = candidatesFor({ ...rule.first, sided: true }, scene).filter(
    ({ truth }) => truth !== false,
  )
  return elsewhere.length > 0 && mayBeHere.length === 0 && treatedHere.length === 0 ? elsewhere : undefined
}
