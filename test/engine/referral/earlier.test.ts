/** What the EHR's own words about an earlier referral mean. */
import { describe, expect, it } from 'vitest'
import type { Resource } from '../../../src/engine/fhir.ts'
import type { PartType } from '../../../src/engine/referral/draft.ts'
import { type EarlierReferral, earlierOf } from '../../../src/engine/referral/earlier.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'

const TODAY = '2026-11-23'
const KEYS = new Map([
  ['key-0', 0],
  ['key-1', 1],
])

const identifier = (value = 'key-0') => [{ system: REFERRAL_SYSTEM, value }]

const order = (parts: object = {}): Resource => ({
  resourceType: 'ServiceRequest',
  id: 'sr1',
  identifier: identifier(),
  status: 'active',
  authoredOn: '2026-11-16T10:00:00+01:00',
  requester: { reference: 'Practitioner/7', display: 'Dr Test Peeters' },
  ...parts,
})

const task = (parts: object = {}): Resource => ({
  resourceType: 'Task',
  id: 't1',
  identifier: identifier(),
  status: 'requested',
  authoredOn: '2026-11-16T10:00:00+01:00',
  requester: { display: 'Dr Test Peeters' },
  restriction: { period: { end: '2026-11-30' } },
  ...parts,
})

const subject = (status: string): Resource => ({
  resourceType: 'ResearchSubject',
  id: 'rs1',
  identifier: identifier(),
  status,
})

const letter = (parts: object = {}): Resource => ({
  resourceType: 'DocumentReference',
  id: 'd1',
  identifier: identifier(),
  status: 'current',
  date: '2026-11-16T10:00:00+01:00',
  author: [{ display: 'Dr Test Peeters' }],
  ...parts,
})

/** The one referral among what was found. */
function only(resources: readonly Resource[], lookedFor?: ReadonlySet<PartType>): EarlierReferral {
  const found = earlierOf(resources, KEYS, TODAY, lookedFor)
  expect(found).toHaveLength(1)
  return found[0]!
}

describe('an earlier referral', () => {
  it('W-15: says who referred, when, and by when an answer is expected', () => {
    expect(only([order(), task()])).toEqual({
      key: 'key-0',
      generation: 0,
      status: 'requested',
      by: 'Dr Test Peeters',
      at: '2026-11-16T10:00:00+01:00',
      answerBy: '2026-11-30',
      isOverdue: false,
      isOpen: true,
      references: ['ServiceRequest/sr1', 'Task/t1'],
      duplicates: [],
    })
  })

  it.each([
    ['requested', 'requested', true],
    ['received', 'received', true],
    ['accepted', 'accepted', true],
    ['ready', 'accepted', true],
    ['in-progress', 'accepted', true],
    ['on-hold', 'accepted', true],
    ['rejected', 'rejected', false],
    ['failed', 'rejected', false],
    ['completed', 'completed', false],
    ['cancelled', 'cancelled', false],
    ['entered-in-error', 'cancelled', false],
    ['draft', 'unknown', true],
    ['constructor', 'unknown', true],
    ['', 'unknown', true],
  ])('W-16: with a task of status “%s” is %s', (status, expected, isOpen) => {
    expect(only([order(), task({ status })])).toMatchObject({ status: expected, isOpen })
  })

  it.each([
    ['candidate', 'received'],
    ['screening', 'accepted'],
    ['eligible', 'accepted'],
    ['pending-on-study', 'accepted'],
    ['on-study', 'on-study'],
    ['on-study-intervention', 'on-study'],
    ['on-study-observation', 'on-study'],
    ['follow-up', 'on-study'],
    ['ineligible', 'rejected'],
    ['not-registered', 'rejected'],
    ['withdrawn', 'completed'],
    ['off-study', 'completed'],
    ['potential-candidate', 'received'],
  ])('with a subject of status “%s” and a task that was received is %s', (status, expected) => {
    expect(only([order(), task({ status: 'received' }), subject(status)]).status).toBe(expected)
  })

  it('W-16: is cancelled where its order was revoked or entered in error, whatever else there is', () => {
    expect(only([order({ status: 'revoked' }), task()]).status).toBe('cancelled')
    expect(only([order({ status: 'entered-in-error' }), task(), subject('on-study')])).toMatchObject({
      status: 'cancelled',
      isOpen: false,
    })
  })

  it('gives the reason of a rejection in the words of whoever rejected, revoked order or not', () => {
    const rejected = task({ status: 'rejected', statusReason: { text: 'Cohort full' } })
    expect(only([order(), rejected])).toMatchObject({ status: 'rejected', reason: 'Cohort full' })
    expect(only([order({ status: 'revoked' }), rejected])).toMatchObject({
      status: 'rejected',
      reason: 'Cohort full',
    })
    expect(only([order(), task({ statusReason: { text: 'Cohort full' } })]).reason).toBeUndefined()
  })

  it('is overdue from the day after the answer was expected, while nobody has answered (HZ-11)', () => {
    const due = (end: string, status = 'requested') =>
      only([order(), task({ status, restriction: { period: { end } } })]).isOverdue
    expect(due('2026-11-23')).toBe(false)
    expect(due('2026-11-22')).toBe(true)
    expect(due('2026-11-22T10:00:00Z')).toBe(true)
    expect(due('2026-11-22', 'received')).toBe(true)
    expect(due('2026-11-22', 'accepted')).toBe(false)
    expect(due('2026-11-22', 'rejected')).toBe(false)
    expect(due('2026-02-30')).toBe(false)
  })

  it('W-11: is half where its order is there and no task follows it', () => {
    expect(only([order()])).toMatchObject({ status: 'half', isOpen: true })
    expect(only([subject('candidate')]).status).toBe('half')
    expect(only([order({ status: 'completed' })]).status).toBe('completed')
  })

  it('is not half where no task could be looked for', () => {
    const lookedFor = new Set<PartType>(['ServiceRequest'])
    expect(only([order()], lookedFor).status).toBe('requested')
    expect(only([order({ status: 'revoked' })], lookedFor).status).toBe('cancelled')
  })

  it('is filed where a letter is all that there is', () => {
    expect(only([letter()])).toMatchObject({ status: 'filed', isOpen: true, by: 'Dr Test Peeters' })
    expect(only([letter({ status: 'entered-in-error' })])).toMatchObject({
      status: 'cancelled',
      isOpen: false,
    })
  })

  it('W-14: keeps the copy with the lowest id and names the others', () => {
    const found = [order({ id: 'b' }), task({ id: 't2' }), order({ id: 'a' }), task({ id: 't1' })]
    for (const resources of [found, [...found].reverse()])
      expect(only(resources)).toMatchObject({
        references: ['ServiceRequest/a', 'Task/t1'],
        duplicates: ['ServiceRequest/b', 'Task/t2'],
      })
  })

  it('W-14: names no copy that was marked as entered in error, and keeps none of those', () => {
    const mistake = { status: 'entered-in-error' }
    expect(only([order({ id: 'a', ...mistake }), order({ id: 'b' }), task()])).toMatchObject({
      status: 'requested',
      references: ['ServiceRequest/b', 'Task/t1'],
      duplicates: [],
    })
  })

  it('W-14: has the answer that was given to either of two tasks', () => {
    expect(only([order(), task(), task({ id: 't2', status: 'accepted' })]).status).toBe('accepted')
  })

  it('counts a resource that two searches found once', () => {
    expect(only([order(), order(), task(), task()]).duplicates).toEqual([])
  })

  it('is told from one of another generation, the newest first', () => {
    const later = { identifier: identifier('key-1') }
    const found = earlierOf(
      [order({ status: 'revoked' }), order({ id: 'sr2', ...later }), task({ id: 't2', ...later })],
      KEYS,
      TODAY,
    )
    expect(found.map(({ generation, status }) => [generation, status])).toEqual([
      [1, 'requested'],
      [0, 'cancelled'],
    ])
  })
})

describe('what carries none of our keys', () => {
  it('is no referral, whatever the server answered to the search', () => {
    const strangers: Resource[] = [
      order({ identifier: [{ system: 'urn:other', value: 'key-0' }] }),
      order({ identifier: identifier('another') }),
      order({ identifier: undefined }),
      order({ identifier: 'key-0' }),
      { resourceType: 'Observation', id: 'o1', identifier: identifier() },
    ]
    expect(earlierOf(strangers, KEYS, TODAY)).toEqual([])
  })
})

describe('the keys of a resource', () => {
  it('are its identifiers of ours, one or several, and the tags of a Provenance', () => {
    const [one] = identifier('key-0')
    const tag = [{ system: REFERRAL_SYSTEM, code: 'key-1' }]
    expect(keysOf({ resourceType: 'QuestionnaireResponse', identifier: one })).toEqual(['key-0'])
    expect(keysOf({ resourceType: 'Task', identifier: [one, { system: 'x', value: 'y' }] })).toEqual([
      'key-0',
    ])
    expect(keysOf({ resourceType: 'Provenance', meta: { tag } })).toEqual(['key-1'])
    expect(keysOf({ resourceType: 'Task', meta: { tag } })).toEqual([])
  })
})
