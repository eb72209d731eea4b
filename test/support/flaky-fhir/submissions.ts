import { BROKEN, type BrokenName } from './broken.ts'
import { type Circumstances, simulate } from './simulate.ts'
import type { Verdict } from './verdict.ts'

/** Submissions of one kind, added up. */
export type Sum = Omit<Verdict, 'story'> & {
  readonly runs: number
  /** Runs that came to no end. */
  readonly hanging: number
  /** Seeds of runs that break a goal. */
  readonly seeds: readonly number[]
}

/** The servers of the simulation: each way of writing, on one that honours conditions and on one that ignores them. */
export const KINDS: readonly (readonly [string, Circumstances])[] = (
  ['transaction', 'sequential'] as const
).flatMap((mode) =>
  [true, false].map(
    (honoursConditions) =>
      [
        `${mode}, ${honoursConditions ? 'conforming' : 'ignores If-None-Exist'}`,
        { mode, honoursConditions },
      ] as const,
  ),
)

/** So many stories are told side by side. */
const SIDE_BY_SIDE = 40

/** Runs submissions from a seed on, and adds up what came of them. */
export async function submissions(
  runs: number,
  seed: number,
  circumstances: Circumstances,
  broken?: BrokenName,
): Promise<Sum> {
  const withDesk = broken && BROKEN[broken]
  const sums = { ...NONE }
  const seeds: number[] = []
  let next = 0
  const tell = async () => {
    while (next < runs) {
      const own = seed + next
      next += 1
      const verdict = await simulate(own, { ...circumstances, withDesk }).catch((error: unknown) => {
        if (!(error instanceof Error) || !error.message.includes('never comes')) throw error
        return undefined
      })
      sums.runs += 1
      if (!verdict) sums.hanging += 1
      for (const name of Object.keys(verdict ?? {}) as (keyof typeof NONE)[])
        sums[name] += Number(verdict?.[name as keyof Verdict] ?? 0)
      if (!verdict || breaks(verdict, circumstances)) seeds.push(own)
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, tell))
  return { ...sums, seeds: seeds.sort((a, b) => a - b) }
}

const NONE = {
  runs: 0,
  hanging: 0,
  lost: 0,
  copies: 0,
  undetected: 0,
  avoidable: 0,
  falselySent: 0,
  unresolved: 0,
  unseen: 0,
  sent: 0,
  notSent: 0,
  seenEarlier: 0,
  posts: 0,
  bugs: 0,
}

const breaks = (verdict: Verdict, { honoursConditions }: Circumstances): boolean =>
  verdict.lost +
    verdict.undetected +
    verdict.avoidable +
    verdict.falselySent +
    verdict.unresolved +
    verdict.bugs +
    (honoursConditions ? verdict.copies : 0) >
  0

/** The figures of goal G-05, each of which has to be 0. */
export function figuresOf(sums: readonly (readonly [Circumstances, Sum])[]) {
  const add = (name: keyof Omit<Sum, 'seeds'>, of = sums) => of.reduce((all, [, sum]) => all + sum[name], 0)
  const conforming = sums.filter(([{ honoursConditions }]) => honoursConditions)
  return {
    lost: add('lost'),
    duplicated: add('copies', conforming),
    'falsely sent': add('falselySent'),
    'undetected duplicates': add('undetected'),
    'avoidable duplicates': add('avoidable'),
    unresolved: add('unresolved') + add('hanging') + add('bugs'),
  }
}
