import type { Desk } from '../../engine/referral/desk.ts'
import type { Before, Earlier, TrialVersion } from '../../engine/referral/door.ts'
import type { Connection } from './connection.ts'
import { findEarlier } from './find-earlier.ts'
import { findTogether, searchBy } from './find-ours.ts'
import { readKept, toldOf } from './kept-responses.ts'

/** What a look for many trials at once is made with. */
export interface BeforeLook {
  readonly desk: Pick<Desk, 'abilities' | 'search'>
  readonly connection: Connection
  /** The identifiers of all referrals that there may be, the first one first. None where nobody receives them. */
  referralKeys(trial: TrialVersion): Promise<readonly string[]>
  boardKey(trial: TrialVersion): Promise<string>
}

/** How many referrals of each trial are looked for, until one of them is found. Why two: see `ReferralDoor.before`. */
const LOOKED_FOR_FIRST = 2

/** What was referred before and decided last of each of many trials, by its id: one search for each type. */
export async function findBefore(
  trials: readonly TrialVersion[],
  today: string,
  { desk, connection, referralKeys, boardKey }: BeforeLook,
): Promise<ReadonlyMap<string, Before>> {
  const all = await Promise.all(
    trials.map(async (trial) => {
      const keys = await referralKeys(trial)
      return { id: trial.id, keys, first: keys.slice(0, LOOKED_FOR_FIRST), board: await boardKey(trial) }
    }),
  )
  const referred = findTogether(
    all.flatMap(({ first }) => first),
    connection,
  )
  const decided = findTogether(
    all.map(({ board }) => board),
    connection,
  )
  const together = { abilities: desk.abilities, search: searchBy(referred) }
  const earlierOf = async ({ keys, first }: (typeof all)[number]): Promise<Earlier> => {
    const some = await findEarlier(together, first, today)
    const isFound = some.kind === 'read' && some.earlier.length > 0
    return isFound ? findEarlier(desk, keys, today) : some
  }
  const beforeOf = async (one: (typeof all)[number]): Promise<readonly [string, Before]> => {
    const [earlier, kept] = await Promise.all([earlierOf(one), readKept(one.board, decided)])
    return [one.id, { earlier, board: toldOf(kept) }]
  }
  return new Map(await Promise.all(all.map(beforeOf)))
}
