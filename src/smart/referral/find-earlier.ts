import type { Resource } from '../../engine/fhir.ts'
import type { Abilities, Desk, Searched } from '../../engine/referral/desk.ts'
import type { Earlier } from '../../engine/referral/door.ts'
import type { PartType } from '../../engine/referral/draft.ts'
import { type EarlierReferral, earlierOf } from '../../engine/referral/earlier.ts'
import { lookedFor } from '../../engine/referral/machine/checking.ts'
import { NO_ABILITIES } from './capability.ts'

/** What a look for earlier referrals gave, and whether it worked. */
export interface EarlierLook {
  readonly searched: Searched
  readonly earlier: readonly EarlierReferral[]
}

/** Looks for what was referred before, by the identifiers of all generations, the first one first. */
export async function lookForEarlier(
  desk: Pick<Desk, 'search'>,
  abilities: Abilities,
  keys: readonly string[],
  today: string,
): Promise<EarlierLook> {
  // Where the EHR does not say what it does, an empty list of kinds to look for proves nothing.
  if (abilities === NO_ABILITIES) return { searched: { kind: 'failed', why: 'unreachable' }, earlier: [] }
  const types = lookedFor(abilities)
  // What the study team noted only adds to what is known: where it cannot be had, nothing else is held up.
  const more: readonly PartType[] = abilities.search.has('ResearchSubject') ? ['ResearchSubject'] : []
  const [searched, noted] = await Promise.all([desk.search(types, keys), desk.search(more, keys)])
  const known = new Set<PartType>(noted.kind === 'found' ? [...types, ...more] : types)
  const earlier = earlierOf(
    [...foundIn(searched), ...foundIn(noted)],
    new Map(keys.map((key, generation) => [key, generation])),
    today,
    known,
  )
  return { searched, earlier }
}

/**
 * What was referred before, for the card at launch. Where the EHR lets nothing be searched, nothing can have been
 * referred from here; where nobody receives anything, there are no identifiers, and nothing is asked.
 */
export async function findEarlier(
  desk: Pick<Desk, 'abilities' | 'search'>,
  keys: readonly string[],
  today: string,
): Promise<Earlier> {
  if (keys.length === 0) return { kind: 'read', earlier: [] }
  const { searched, earlier } = await lookForEarlier(desk, await desk.abilities(), keys, today)
  return searched.kind === 'failed' ? { kind: 'failed' } : { kind: 'read', earlier }
}

/** What a search found; nothing where it failed. */
export const foundIn = (searched: Searched): readonly Resource[] =>
  searched.kind === 'found' ? searched.resources : []
