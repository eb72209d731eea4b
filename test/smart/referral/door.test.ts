/** The way to refer at a site: who receives, under which identifiers, and what is said of earlier referrals. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../src/engine/fhir.ts'
import type { ReferralOrder } from '../../../src/engine/referral/door.ts'
import { GENERATIONS, REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import type { ReferralState } from '../../../src/engine/referral/state.ts'
import { settled } from '../../app/fake-ports.ts'
import { PATIENT } from '../small-ehr.ts'
import { type Answers, bare, fhir, loginPage, noAnswer, searchset, stored } from './small-desk.ts'
import { doorAt, OFFICE, RT_HYPE, referralKeys, statement, TODAY } from './small-door.ts'

/** The one identifier under which something is kept. */
async function keptKey(
  purpose: 'answers' | 'outcome',
  options: Parameters<typeof doorAt>[0] = {},
  trial = RT_HYPE,
) {
  const { door, keys } = doorAt(options)
  await (purpose === 'answers' ? door.answers : door.outcome(trial))?.read()
  const [key, ...more] = new Set(keys())
  expect(more).toEqual([])
  return key
}

const other = (id: string) => ({ recipients: new Map([[RT_HYPE.id, { ...OFFICE, id }]]) })

describe('the site’s list', () => {
  test('says who receives the referrals of a trial, and by when an answer is expected', () => {
    const { door } = doorAt()
    expect(door.recipientOf(RT_HYPE.id)).toEqual(OFFICE)
    expect(door.recipientOf('NCT02513394')).toBeUndefined()
    expect(door.recipientOf('constructor')).toBeUndefined()
    expect(door.answerWithinDays).toBe(21)
  })

  test('says whether answers are kept in the chart', () => {
    expect(doorAt({ site: { keepAnswers: false } }).door.answers).toBeUndefined()
    expect(doorAt().door.answers).toBeDefined()
  })
})

describe('an identifier', () => {
  test('is a SHA-256 of its own for each generation', async () => {
    const keys = await referralKeys()
    expect(keys).toHaveLength(GENERATIONS)
    for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  test('is the same however often it is made, for any version with the same first number, and with or without a slash', async () => {
    const keys = await referralKeys()
    expect(await referralKeys()).toEqual(keys)
    expect(await referralKeys({}, { ...RT_HYPE, version: '1.9.3' })).toEqual(keys)
    expect(await referralKeys({ base: 'https://ehr.example/fhir/' })).toEqual(keys)
  })

  test('is another one for another patient, EHR, trial, first number of the version, or recipient', async () => {
    const both = { recipients: new Map([RT_HYPE.id, 'NCT02513394'].map((id) => [id, OFFICE] as const)) }
    const all = await Promise.all([
      referralKeys(),
      referralKeys({ patientId: 'p-2' }),
      referralKeys({ base: 'https://other.example/fhir' }),
      referralKeys({ site: both }, { ...RT_HYPE, id: 'NCT02513394' }),
      referralKeys({}, { ...RT_HYPE, version: '2.0.0' }),
      referralKeys({ site: other('another-office') }),
    ])
    expect(new Set(all.flat()).size).toBe(all.length * GENERATIONS)
  })

  test('is another one for each purpose; what is kept belongs to the patient, whoever receives, whatever version', async () => {
    const [answers, outcome] = await Promise.all([keptKey('answers'), keptKey('outcome')])
    expect(new Set([answers, outcome, ...(await referralKeys())]).size).toBe(2 + GENERATIONS)
    for (const purpose of ['answers', 'outcome'] as const) {
      const key = purpose === 'answers' ? answers : outcome
      expect(await keptKey(purpose, { site: other('another-office') })).toBe(key)
      expect(await keptKey(purpose, {}, { ...RT_HYPE, version: '2.0.0' })).toBe(key)
      expect(await keptKey(purpose, { patientId: 'p-2' })).not.toBe(key)
    }
    expect(await keptKey('outcome', {}, { ...RT_HYPE, id: 'NCT02513394' })).not.toBe(outcome)
  })

  test('holds nothing of the patient: neither the id nor any part of it that says something', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9.-]{5,64}$/), async (patientId) => {
        for (const key of [...(await referralKeys({ patientId })), await keptKey('answers', { patientId })])
          expect(key).not.toContain(patientId)
      }),
      { seed: 6_452_485, numRuns: 50 },
    )
  })
})

const [KEY = ''] = await referralKeys()

describe('W-15: what was referred before', () => {
  const task = { ...stored('Task', '7', { key: KEY }), status: 'received', authoredOn: '2026-11-20' }
  const order = stored('ServiceRequest', '6', { key: KEY })

  test('is found by the identifiers that it would have, of this patient', async () => {
    const { door, seen } = doorAt({ holds: [order, task] })
    expect(await door.earlier(RT_HYPE, TODAY)).toMatchObject({
      kind: 'read',
      earlier: [{ key: KEY, generation: 0, status: 'received', references: ['ServiceRequest/6', 'Task/7'] }],
    })
    const searches = seen.filter(({ path }) => path !== 'metadata')
    expect(searches.map(({ path }) => path).sort()).toEqual([
      'DocumentReference',
      'ResearchSubject',
      'ServiceRequest',
      'Task',
    ])
    for (const { query } of searches) expect(query.get('patient')).toBe(PATIENT)
  })

  test('is nothing where nothing is there, and nobody receives anything', async () => {
    expect(await doorAt().door.earlier(RT_HYPE, TODAY)).toEqual({ kind: 'read', earlier: [] })
    const nobody = doorAt({ holds: [order, task], site: { recipients: new Map() } })
    expect(await nobody.door.earlier(RT_HYPE, TODAY)).toEqual({ kind: 'read', earlier: [] })
    expect(nobody.seen).toEqual([])
  })

  test('is nothing where the EHR says that nothing may be searched there, or the scopes do', async () => {
    const offersNothing = doorAt({
      bend: ({ path }) => (path === 'metadata' ? fhir(statement('read')) : undefined),
    })
    const grantsNothing = doorAt({ scope: 'patient/Observation.rs' })
    for (const { door, seen } of [offersNothing, grantsNothing]) {
      expect(await door.earlier(RT_HYPE, TODAY)).toEqual({ kind: 'read', earlier: [] })
      expect(seen.map(({ path }) => path)).toEqual(['metadata'])
    }
  })

  test.each<[string, Answers]>([
    ['is silent', noAnswer],
    ['is down', () => bare(503)],
    ['shows a login page', () => loginPage()],
    ['refuses', () => bare(403)],
  ])('is not known, and not nothing, where the EHR’s word on what it does %s', async (_, answer) => {
    const { door } = doorAt({ bend: (asked) => (asked.path === 'metadata' ? answer(asked) : undefined) })
    expect(await door.earlier(RT_HYPE, TODAY)).toEqual({ kind: 'failed' })
  })

  test.each(['ServiceRequest', 'Task', 'DocumentReference'])(
    'is not known where the search for %s fails',
    async (type) => {
      const { door } = doorAt({
        holds: [order, task],
        bend: ({ path }) => (path === type ? bare(403) : undefined),
      })
      expect(await door.earlier(RT_HYPE, TODAY)).toEqual({ kind: 'failed' })
    },
  )

  test('is known without what the study team noted', async () => {
    const { door } = doorAt({
      holds: [order, task],
      bend: ({ path }) => (path === 'ResearchSubject' ? bare(403) : undefined),
    })
    expect(await door.earlier(RT_HYPE, TODAY)).toMatchObject({ earlier: [{ status: 'received' }] })
  })

  test('is never somebody else’s', async () => {
    const { door } = doorAt({ holds: [stored('Task', '9', { key: KEY, about: 'p-2' })] })
    expect(await door.earlier(RT_HYPE, TODAY)).toEqual({ kind: 'failed' })
  })
})

describe('a run', () => {
  const running = (at: ReturnType<typeof doorAt>, more: Partial<ReferralOrder> = {}) => {
    const states: ReferralState[] = []
    const run = at.door.refer({
      trial: RT_HYPE,
      recipient: OFFICE,
      patient: { resourceType: 'Patient', id: PATIENT },
      onState: (state) => void states.push(state),
      stands: () => [],
      draft: () => Promise.reject(new Error('not used')),
      today: () => TODAY,
      onBug: () => {},
      ...more,
    })
    return { run, states }
  }
  const last = async (states: readonly ReferralState[]) => {
    await expect.poll(() => states.at(-1)?.kind).not.toBe('checking')
    return states.at(-1)
  }

  test('looks for the same identifiers as the card did at launch', async () => {
    const at = doorAt()
    const { run, states } = running(at)
    run.open()
    expect(await last(states)).toMatchObject({
      kind: 'ready',
      checked: { rung: 'transaction', generation: 0 },
    })
    expect([...new Set(at.keys())]).toEqual(await referralKeys())
  })

  test('compares the patient of the connection with the one that was read', async () => {
    const { run, states } = running(doorAt(), { patient: { resourceType: 'Patient', id: 'p-2' } })
    run.open()
    expect(await last(states)).toMatchObject({ kind: 'notSent', why: { kind: 'patient-changed' } })
  })

  test('W-21: looks first for one that was on its way, under its own identifier', async () => {
    const at = doorAt()
    at.marks.set(KEY, 0)
    const { run, states } = running(at)
    run.open()
    await expect.poll(() => states.at(-1)?.kind).toBe('ready')
    expect(states.map(({ kind }) => kind)).toContain('verifying')
    expect([...at.marks]).toEqual([])
  })

  test('goes no further where the EHR’s word on what it does cannot be read: not even to a letter', async () => {
    const { run, states } = running(
      doorAt({ bend: ({ path }) => (path === 'metadata' ? bare(503) : undefined) }),
    )
    run.open()
    expect(await last(states)).toEqual({ kind: 'notSent', why: { kind: 'could-not-check' } })
  })

  test('sends nothing where it may not be: W-19, asked again at the moment of sending', async () => {
    const at = doorAt()
    const { run, states } = running(at, { stands: () => ['trial-not-open'] })
    run.open()
    await last(states)
    run.review()
    run.confirm({ agreed: true })
    await expect
      .poll(() => states.at(-1))
      .toMatchObject({ kind: 'notSent', why: { kind: 'not-standing', bars: ['trial-not-open'] } })
    expect(at.wrote()).toEqual([])
    expect([...at.marks]).toEqual([])
  })

  test('tells a fault of ours, and sends nothing', async () => {
    const bugs: string[] = []
    const at = doorAt()
    const { run, states } = running(at, { onBug: () => bugs.push('bug') })
    run.open()
    await last(states)
    run.review()
    run.confirm({ agreed: true })
    await expect.poll(() => states.at(-1)?.kind).toBe('notSent')
    expect(bugs).toEqual(['bug'])
    expect(at.wrote()).toEqual([])
  })

  test('that is closed says nothing more', async () => {
    const { run, states } = running(doorAt())
    run.open()
    run.close()
    await settled()
    await settled()
    expect(states.map(({ kind }) => kind)).toEqual(['checking'])
  })
})

describe('what is kept in the chart', () => {
  const RESPONSE = {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    subject: { reference: `Patient/${PATIENT}` },
  }

  test('is written under its own identifier, and read back', async () => {
    const held: Json[] = []
    const { door, wrote } = doorAt({
      bend: ({ method, path, body }) => {
        if (!path.startsWith('QuestionnaireResponse')) return undefined
        if (method === 'POST') held.push({ ...body, id: 'new', meta: { versionId: '1' } })
        if (path.includes('/')) return fhir(held[0])
        return method === 'POST' ? fhir(held[0], 201) : searchset(held)
      },
    })
    const outcome = door.outcome(RT_HYPE)
    expect(await outcome.read()).toEqual({ kind: 'read' })
    const asked: string[] = []
    expect(
      await outcome.write((key) => {
        asked.push(key)
        return RESPONSE
      }),
    ).toBe(true)
    expect(wrote()[0]?.body).toMatchObject({ identifier: { system: REFERRAL_SYSTEM, value: asked[0] } })
    expect(asked).toEqual([await keptKey('outcome')])
    expect(await outcome.read()).toMatchObject({ kind: 'read', found: { id: 'new' } })
  })

  test('is not said to be kept where the EHR refuses or is silent, nor to be nothing where it cannot be read', async () => {
    for (const answer of [() => bare(403), noAnswer]) {
      const { door } = doorAt({ bend: ({ method }) => (method === 'POST' ? answer() : undefined) })
      expect(await door.outcome(RT_HYPE).write(() => RESPONSE)).toBe(false)
    }
    const { door } = doorAt({ bend: () => bare(503) })
    expect(await door.outcome(RT_HYPE).read()).toEqual({ kind: 'failed' })
    expect(await door.answers?.read()).toEqual({ kind: 'failed' })
  })
})
