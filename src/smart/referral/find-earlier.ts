import type { Desk, Searched } from '../../engine/referral/desk.ts'
import type { PartType } from '../../engine/referral/draft.ts'
import { earlierOf } from '../../engine/referral/earlier.ts'
import { lookedFor } from '../../engine/referral/machine/checking.ts'
import type { Earlier } from './referral-door.ts'

/**
 * What was referred before, by the identifiers that a referral of this patient for this trial would have. Where nothing
 * may be searched, nothing can have been referred from here.
 */
export async function findEarlier(desk: Desk, keys: readonly string[], today: string): Promise<Earlier> {
  const abilities = await desk.abilities()
  const types = lookedFor(abilities)
  if (types.length === 0) return { kind: 'read', earlier: [] }
  // What the study team noted only adds to what is known.
  const more: readonly PartType[] = abilities.search.has('ResearchSubject') ? ['ResearchSubject'] : []
  const [searched, noted] = await Promise.all([desk.search(types, keys), desk.search(more, keys)])
  if (searched.kind === 'failed') return { kind: 'failed' }
  const known = new Set<PartType>(noted.kind === 'found' ? [...types, ...more] : types)
  const generations = new Map(keys.map((key, generation) => [key, generation]))
  return {
    kind: 'read',
    earlier: earlierOf([...searched.resources, ...resourcesOf(noted)], generations, today, known),
  }
}

const resourcesOf = (searched: Searched) => (searched.kind === 'found' ? searched.resources : [])
