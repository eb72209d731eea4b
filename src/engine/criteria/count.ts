import type { Fact } from '../facts/fact.ts'
import { weightiest } from '../truth.ts'
import { candidatesFor } from './event.ts'
import type { Written } from './fields.ts'
import { type Outcome, outcome, type Seen } from './finding.ts'
import { factsNamed, isDated, type Scene, unreadFor } from './scene.ts'

const fields = {
  of: ['event', 'What is counted: each day on which it happened, once'],
  atLeast: ['count', 'How often it must have happened'],
} as const

/**
 * Something happened often enough, such as cycles of chemotherapy. Enough days on record are enough; too few prove
 * nothing, since some may have been given elsewhere. A number that a person states settles it either way.
 */
function evaluate({ of, atLeast }: Written<typeof fields>, scene: Scene): Outcome {
  const candidates = candidatesFor(of, scene)
  const certain = candidates.filter(({ truth }) => truth === true).map(({ fact }) => fact)
  const open = candidates.filter(({ truth }) => typeof truth === 'string')
  const seen: Seen[] = candidates.flatMap(({ fact, truth, why }) =>
    truth === false && why ? [{ fact, why }] : [],
  )
  const stated = certain.filter(({ source, low }) => source.kind === 'answer' && low !== undefined)
  const denied = factsNamed(scene, of.fact).filter(({ none }) => none)
  const days = new Set(certain.filter(isOfOneDay).map(({ start }) => start?.first))
  if (days.size >= atLeast) {
    const tooFew = stated.some(({ high = 0 }) => high < atLeast)
    return outcome(tooFew || denied.length > 0 ? 'conflict' : true, { used: [...certain, ...denied], seen })
  }
  if (stated.length > 0) {
    const enough = stated.some(({ low = 0 }) => low >= atLeast)
    return outcome(enough, { used: stated, seen })
  }
  if (denied.length > 0)
    return outcome(certain.length + open.length > 0 ? 'conflict' : false, {
      used: [...denied, ...certain],
      seen,
    })
  const used = [...certain, ...open.map(({ fact }) => fact)]
  if (unreadFor(scene, of.fact).length > 0) return outcome('incomplete', { used, seen })
  if (open.length > 0)
    return outcome(weightiest(open.flatMap(({ truth }) => (typeof truth === 'string' ? [truth] : []))), {
      used,
      seen,
    })
  return outcome('missing', { used, seen, missing: [of.fact] })
}

const isOfOneDay = (fact: Fact): boolean => isDated(fact) && fact.start.first === fact.end.last

/** So many times. */
export const count = { fields, evaluate } as const
