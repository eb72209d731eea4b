import { describe, expect, test } from 'vitest'
import { figuresOf, KINDS, submissions } from '../../support/flaky-fhir/submissions.ts'

/** Referrals of each kind of server; `npm run verify:referral` runs ten thousand in all. */
const RUNS = 75

const runAll = () =>
  Promise.all(
    KINDS.map(
      async ([, circumstances]) => [circumstances, await submissions(RUNS, 1, circumstances)] as const,
    ),
  )

describe('G-05: flaky submissions, through the real runner and the real HTTP side', () => {
  test('HZ-10 HZ-11: none is lost, sent twice, or falsely called sent; no copy goes unnoticed', async () => {
    const sums = await runAll()
    expect(sums.flatMap(([, { seeds }]) => seeds)).toEqual([])
    expect(new Set(Object.values(figuresOf(sums)))).toEqual(new Set([0]))
    // Most of them arrive, some do not, and on a server that ignores conditions there are copies to be noticed.
    for (const [, { sent, notSent, runs }] of sums) {
      expect(sent).toBeGreaterThan(runs * 0.8)
      expect(notSent).toBeGreaterThan(0)
    }
    expect(sums.reduce((all, [, { copies }]) => all + copies, 0)).toBeGreaterThan(0)
  })

  test('is the same each time', async () => {
    const [, [, circumstances] = KINDS[0]!] = KINDS
    expect(await submissions(20, 7, circumstances)).toEqual(await submissions(20, 7, circumstances))
  })

  // Seeds among which each of them does harm. What it is that finds it out, the simulation knows nothing of.
  test.each([
    ['no-look', 'avoidable duplicates', 36],
    ['no-second-look', 'undetected duplicates', 20],
    ['blind-resend', 'avoidable duplicates', 1],
    ['no-read-back', 'falsely sent', 10],
    ['no-read-back', 'lost', 10],
    ['failed-is-none', 'avoidable duplicates', 170],
  ] as const)('finds out an app that is built with %s, by its %s', async (broken, figure, seed) => {
    const circumstances = { mode: 'transaction', honoursConditions: false } as const
    const sum = await submissions(40, seed, circumstances, broken)
    expect(figuresOf([[circumstances, sum]])[figure]).toBeGreaterThan(0)
    const sound = await submissions(40, seed, circumstances)
    expect(sound.seeds).toEqual([])
  })
})
