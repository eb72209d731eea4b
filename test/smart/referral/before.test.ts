/** What was referred and decided before, of many trials at once: as much as each alone would give, for fewer requests. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import type { Before, ReferralDoor } from '../../../src/engine/referral/door.ts'
import type { PartType } from '../../../src/engine/referral/draft.ts'
import { GENERATIONS } from '../../../src/engine/referral/key.ts'
import { PATIENT } from '../small-ehr.ts'
import { type Answers, bare, loginPage, stored } from './small-desk.ts'
import { doorAt, keysIn, OFFICE, referralKeys, TODAY } from './small-door.ts'

const trial = (number: number) => ({ id: `NCT${10_000_000 + number}`, version: '1.2.0' })
const TRIALS = Array.from({ length: 20 }, (_, at) => trial(at))
const [A, B] = [trial(0), trial(1)]
const NOBODY_RECEIVES = { id: 'NCT99999999', version: '1.0.0' }
const site = { recipients: new Map(TRIALS.map(({ id }) => [id, OFFICE] as const)) }

/** The identifiers that each trial's referrals have. */
const KEYS = new Map(
  await Promise.all(TRIALS.map(async (one) => [one.id, await referralKeys({ site }, one)] as const)),
)
const keyOf = ({ id }: { id: string }, generation: number) => KEYS.get(id)?.[generation] ?? expect.fail()

/** The identifier of what a board decided of each trial. */
const BOARD_KEYS = new Map(
  await Promise.all(
    TRIALS.map(async (one) => {
      const { door, keys } = doorAt({ site })
      await door.board(one).read()
      return [one.id, keys()[0] ?? expect.fail()] as const
    }),
  ),
)
const boardKeyOf = ({ id }: { id: string }) => BOARD_KEYS.get(id) ?? expect.fail()

const task = (id: string, key: string, more: Json = {}) => ({
  ...stored('Task', id, { key }),
  status: 'received',
  ...more,
})
const decided = (id: string, key: string, more: { about?: string; status?: string } = {}) => ({
  ...stored('QuestionnaireResponse', id, { key, about: more.about ?? PATIENT }),
  status: more.status ?? 'completed',
})

type At = Parameters<typeof doorAt>[0]
const at = (options: At = {}) => doorAt({ site, heeds: true, ...options })
const searchesOf = ({ seen }: ReturnType<typeof doorAt>) => seen.filter(({ path }) => path !== 'metadata')
const failing =
  (type: string, answer: () => Response = () => bare(403)) =>
  ({ path }: Parameters<Answers>[0]) =>
    path === type ? answer() : undefined

const NOTHING: Before = { earlier: { kind: 'read', earlier: [] }, board: { kind: 'read' } }
const FIVE = ['DocumentReference', 'QuestionnaireResponse', 'ResearchSubject', 'ServiceRequest', 'Task']

describe('a look for many trials at once', () => {
  test.each([1, 4, 5, 7])(
    'asks for each type once for %i trials of which nothing is there',
    async (number) => {
      const one = at()
      const before = await one.door.before(TRIALS.slice(0, number), TODAY)
      expect([...before]).toEqual(TRIALS.slice(0, number).map(({ id }) => [id, NOTHING]))
      expect(one.seen.filter(({ path }) => path === 'metadata')).toHaveLength(1)
      expect(
        searchesOf(one)
          .map(({ path }) => path)
          .sort(),
      ).toEqual(FIVE)
      for (const { query } of searchesOf(one)) expect(query.get('patient')).toBe(PATIENT)
    },
  )

  test('looks for the first two referrals of each, and for what a board decided of each', async () => {
    const one = at()
    await one.door.before([A, B], TODAY)
    const referrals = [A, B].flatMap((of) => [keyOf(of, 0), keyOf(of, 1)])
    for (const { path, query } of searchesOf(one))
      expect([path, keysIn(query.get('identifier'))]).toEqual([
        path,
        path === 'QuestionnaireResponse' ? [boardKeyOf(A), boardKeyOf(B)] : referrals,
      ])
  })

  test('shares out what one address cannot hold: none too long, every identifier once, all of it found', async () => {
    const last = TRIALS.at(-1) ?? expect.fail()
    const holds = [
      task('1', keyOf(A, 0)),
      task('2', keyOf(last, 1)),
      decided('3', boardKeyOf(A)),
      decided('4', boardKeyOf(last)),
    ]
    for (const heeds of [true, false]) {
      const one = at({ holds, heeds })
      const before = await one.door.before(TRIALS, TODAY)
      for (const { address } of one.seen) expect(address.length).toBeLessThanOrEqual(1900)
      const searches = searchesOf(one).filter(({ path }) => path === 'Task')
      const asked = searches.map(({ query }) => keysIn(query.get('identifier')))
      const first = TRIALS.flatMap((of) => [keyOf(of, 0), keyOf(of, 1)])
      expect(asked.flat().slice(0, first.length)).toEqual(first)
      // Forty identifiers in four addresses, and the sixteen of the two that were referred in two.
      expect(asked.map(({ length }) => length)).toEqual([10, 10, 10, 10, 8, 8])
      expect(searchesOf(one)).toHaveLength(4 * 6 + 2)
      expect(before.get(A.id)).toMatchObject({
        earlier: { earlier: [{ generation: 0, references: ['Task/1'], duplicates: [] }] },
        board: { found: { id: '3' } },
      })
      expect(before.get(last.id)).toMatchObject({
        earlier: { earlier: [{ generation: 1, references: ['Task/2'], duplicates: [] }] },
        board: { found: { id: '4' } },
      })
      expect(before.get(B.id)).toEqual(NOTHING)
    }
  })

  test('that is shared out is whole only where every part of it is', async () => {
    const last = boardKeyOf(TRIALS.at(-1) ?? expect.fail())
    const one = at({
      holds: [decided('3', boardKeyOf(A))],
      bend: ({ query }) => (keysIn(query.get('identifier')).includes(last) ? bare(403) : undefined),
    })
    const before = await one.door.before(TRIALS, TODAY)
    for (const { board, earlier } of before.values())
      expect([board, earlier]).toEqual([{ kind: 'failed' }, NOTHING.earlier])
  })

  test('asks nothing about no trials', async () => {
    const one = at()
    expect((await one.door.before([], TODAY)).size).toBe(0)
    expect(one.seen).toEqual([])
  })

  test('does not look for referrals of a trial that nobody receives, not even for what the EHR does', async () => {
    const one = at()
    expect([...(await one.door.before([NOBODY_RECEIVES], TODAY))]).toEqual([[NOBODY_RECEIVES.id, NOTHING]])
    expect(one.seen.map(({ path }) => path)).toEqual(['QuestionnaireResponse'])
    const both = at()
    await both.door.before([NOBODY_RECEIVES, A], TODAY)
    const [search] = both.seen.filter(({ path }) => path === 'Task')
    expect(keysIn(search?.query.get('identifier') ?? null)).toEqual([keyOf(A, 0), keyOf(A, 1)])
  })
})

describe('a trial of which something is there', () => {
  test('is looked through to its last number, and it alone', async () => {
    const one = at({ holds: [task('1', keyOf(A, 0), { status: 'rejected' }), task('2', keyOf(A, 3))] })
    const before = await one.door.before([A, B], TODAY)
    expect(before.get(A.id)?.earlier).toMatchObject({
      kind: 'read',
      earlier: [
        { generation: 3, references: ['Task/2'] },
        { generation: 0, references: ['Task/1'] },
      ],
    })
    expect(before.get(B.id)).toEqual(NOTHING)
    const [, more, ...others] = searchesOf(one).filter(({ path }) => path === 'Task')
    expect(keysIn(more?.query.get('identifier') ?? null)).toEqual(KEYS.get(A.id))
    expect(others).toEqual([])
    expect(KEYS.get(A.id)).toHaveLength(GENERATIONS)
  })

  test('is found by its second number, where the first one is not in the chart any more', async () => {
    const one = at({ holds: [task('1', keyOf(A, 1)), task('2', keyOf(A, 7))] })
    expect((await one.door.before([A], TODAY)).get(A.id)?.earlier).toMatchObject({
      earlier: [{ generation: 7 }, { generation: 1 }],
    })
  })

  test('is not known where the look for all its numbers fails, and the others are', async () => {
    const one = at({
      holds: [task('1', keyOf(A, 0))],
      bend: ({ path, query }) =>
        path === 'Task' && keysIn(query.get('identifier')).includes(keyOf(A, 7)) ? bare(403) : undefined,
    })
    const before = await one.door.before([A, B], TODAY)
    expect(before.get(A.id)).toEqual({ earlier: { kind: 'failed' }, board: { kind: 'read' } })
    expect(before.get(B.id)).toEqual(NOTHING)
  })
})

describe('what cannot be read', () => {
  const holds = [task('1', keyOf(A, 0)), decided('2', boardKeyOf(A))]
  const both = async (options: At) => {
    const before = await at({ holds, ...options }).door.before([A, B], TODAY)
    return [A, B].map(({ id }) => before.get(id))
  }

  test.each(['ServiceRequest', 'Task', 'DocumentReference'])(
    'of %s leaves referrals unknown, and not what a board decided',
    async (type) => {
      expect(await both({ bend: failing(type) })).toMatchObject([
        { earlier: { kind: 'failed' }, board: { found: { id: '2' } } },
        { earlier: { kind: 'failed' }, board: { kind: 'read' } },
      ])
    },
  )

  test('of what boards decided leaves that unknown, and not the referrals', async () => {
    expect(await both({ bend: failing('QuestionnaireResponse', loginPage) })).toMatchObject([
      { earlier: { earlier: [{ status: 'received' }] }, board: { kind: 'failed' } },
      { earlier: { kind: 'read', earlier: [] }, board: { kind: 'failed' } },
    ])
  })

  test('of what the study team noted leaves nothing unknown', async () => {
    expect(await both({ bend: failing('ResearchSubject') })).toMatchObject([
      { earlier: { earlier: [{ status: 'received' }] }, board: { found: { id: '2' } } },
      NOTHING,
    ])
  })

  test('of what the EHR does leaves referrals unknown: it is not that there are none', async () => {
    const one = at({ holds, bend: failing('metadata', () => bare(503)) })
    const before = await one.door.before([A, B], TODAY)
    for (const { earlier } of before.values()) expect(earlier).toEqual({ kind: 'failed' })
    expect(before.get(A.id)?.board).toMatchObject({ found: { id: '2' } })
    expect(searchesOf(one).map(({ path }) => path)).toEqual(['QuestionnaireResponse'])
  })
})

describe('T-14 what is about somebody else', () => {
  test('under an identifier of one trial leaves that trial unknown, and no other', async () => {
    const holds = [
      { ...stored('Task', '1', { key: keyOf(A, 0), about: 'p-2' }), status: 'received' },
      task('2', keyOf(B, 0)),
      decided('3', boardKeyOf(B), { about: 'p-2' }),
      decided('4', boardKeyOf(A)),
    ]
    const before = await at({ holds, heeds: false }).door.before([A, B], TODAY)
    expect(before.get(A.id)).toMatchObject({ earlier: { kind: 'failed' }, board: { found: { id: '4' } } })
    expect(before.get(B.id)).toMatchObject({
      earlier: { earlier: [{ references: ['Task/2'] }] },
      board: { kind: 'failed' },
    })
  })

  test('under none of ours is not ours, and says nothing', async () => {
    const holds = [
      stored('Task', '1', { key: 'another', about: 'p-2' }),
      { resourceType: 'Task', id: '2', for: { reference: `Patient/${PATIENT}` } },
      decided('3', 'another', { about: 'p-2' }),
    ]
    const before = await at({ holds, heeds: false }).door.before([A], TODAY)
    expect(before.get(A.id)).toEqual(NOTHING)
  })
})

/** What one look for one trial alone gives. */
async function alone(door: ReferralDoor, of: { id: string; version: string }): Promise<Before> {
  return { earlier: await door.earlier(of, TODAY), board: await door.board(of).read() }
}

test('gives of each trial what it alone would give, in any small world', async () => {
  const types = ['ServiceRequest', 'Task', 'ResearchSubject', 'DocumentReference'] as const
  const STATUSES = ['requested', 'active', 'rejected', 'on-study', 'current', 'entered-in-error', 'x-other']
  const about = fc.oneof({ weight: 9, arbitrary: fc.constant(PATIENT) }, fc.constant('p-2'))
  // A later number is given only after an earlier one was found: there is no gap, and none that nobody could find.
  const parts = fc
    .record({
      found: fc.constantFrom<PartType[]>('ServiceRequest', 'Task'),
      more: fc.subarray([...types]),
      status: fc.constantFrom(...STATUSES),
      copies: fc.integer({ min: 1, max: 2 }),
      about,
    })
    .map(({ found, more, ...rest }) => ({ types: [...new Set([found, ...more])], ...rest }))
  const kept = fc.record({ status: fc.constantFrom('completed', 'entered-in-error'), about })
  const world = fc.record({
    trials: fc.array(
      fc.record({
        isReceived: fc.boolean(),
        generations: fc.oneof(fc.constant([]), fc.array(parts, { maxLength: GENERATIONS })),
        kept: fc.array(kept, { maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 9 },
    ),
    strangers: fc.array(fc.constantFrom(...types, 'QuestionnaireResponse' as const), { maxLength: 3 }),
    heeds: fc.boolean(),
    failing: fc.oneof(fc.constant<string[]>([]), fc.subarray(['metadata', ...FIVE], { maxLength: 2 })),
    status: fc.constantFrom(403, 503),
    scope: fc.constantFrom(
      undefined,
      'user/*.cruds',
      'user/Task.rs user/ServiceRequest.rs user/DocumentReference.rs user/QuestionnaireResponse.rs',
      'user/Task.rs user/ServiceRequest.rs',
    ),
  })
  let isAnythingFound = 0
  await fc.assert(
    fc.asyncProperty(world, async ({ trials, strangers, heeds, failing, status, scope }) => {
      const asked = TRIALS.slice(0, trials.length)
      let last = 0
      const next = () => {
        last += 1
        return `r-${last}`
      }
      const holds: Json[] = strangers.map((type) => stored(type, next(), { key: 'another', about: 'p-2' }))
      for (const [at, { generations, kept }] of trials.entries()) {
        const of = asked[at] ?? expect.fail()
        for (const [generation, { types, status, copies, about }] of generations.entries()) {
          // One that the server keeps from us would be such a gap.
          const whose = heeds && generation === 0 ? PATIENT : about
          for (const type of types)
            for (let copy = 0; copy < copies; copy += 1)
              holds.push({ ...stored(type, next(), { key: keyOf(of, generation), about: whose }), status })
        }
        for (const { status, about } of kept) holds.push(decided(next(), boardKeyOf(of), { status, about }))
      }
      const recipients = new Map(
        asked.filter((_, at) => trials[at]?.isReceived).map(({ id }) => [id, OFFICE] as const),
      )
      const open = () =>
        at({
          holds,
          heeds,
          site: { recipients },
          ...(scope === undefined ? {} : { scope }),
          bend: ({ path }) => (failing.includes(path) ? bare(status) : undefined),
        }).door
      const before = await open().before(asked, TODAY)
      expect([...before.keys()]).toEqual(asked.map(({ id }) => id))
      const other = open()
      for (const of of asked) {
        const expected = await alone(other, of)
        expect(before.get(of.id)).toEqual(expected)
        if (expected.earlier.kind === 'read' && expected.earlier.earlier.length > 2) isAnythingFound += 1
      }
    }),
    { seed: 20_261_128, numRuns: 200 },
  )
  expect(isAnythingFound).toBeGreaterThan(50)
}, 60_000)
