/** Everything that can happen to a referral, in few enough forms to walk through all of it. Invented test data. */
import type { Json, Resource } from '../../../src/engine/fhir.ts'
import type { Abilities, Posted } from '../../../src/engine/referral/desk.ts'
import type { DraftPart, PartType } from '../../../src/engine/referral/draft.ts'
import type { EarlierReferral } from '../../../src/engine/referral/earlier.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import type { CheckAnswer } from '../../../src/engine/referral/machine/checking.ts'
import type { Act, Answer, Question } from '../../../src/engine/referral/machine/moves.ts'

export const PATIENT = 'p-1'
export const KEYS = Array.from({ length: 8 }, (_, generation) => `key-${generation}`)

const CODE = { coding: [{ system: 'http://snomed.info/sct', code: '3457005' }] }
const WRITTEN = '2026-11-23T09:41:07+01:00'
const identifier = (key: string) => [{ system: REFERRAL_SYSTEM, value: key }]

/** A part as it is sent. */
const bodies: Record<'QuestionnaireResponse' | 'ServiceRequest' | 'Task' | 'DocumentReference', Json> = {
  QuestionnaireResponse: { status: 'completed', subject: { reference: 'Patient/p-1' }, authored: WRITTEN },
  ServiceRequest: {
    status: 'active',
    code: CODE,
    subject: { reference: 'Patient/p-1' },
    authoredOn: WRITTEN,
    performer: [{ reference: 'Organization/o-1' }],
  },
  Task: {
    status: 'requested',
    for: { reference: 'Patient/p-1' },
    authoredOn: WRITTEN,
    focus: { reference: 'urn:uuid:order' },
    owner: { reference: 'Organization/o-1' },
  },
  DocumentReference: { status: 'current', subject: { reference: 'Patient/p-1' }, date: WRITTEN },
}

type Sent = keyof typeof bodies

export const partsFor = (key: string): readonly DraftPart[] =>
  (Object.keys(bodies) as Sent[]).map((type) => ({
    type,
    fullUrl: type === 'ServiceRequest' ? 'urn:uuid:order' : `urn:uuid:${type}`,
    ifNoneExist: `identifier=${REFERRAL_SYSTEM}|${key}`,
    resource: { resourceType: type, ...bodies[type], identifier: identifier(key) },
  }))

/** A part as a server that changes nothing keeps it. */
export const kept = (type: Sent, id: string, key: string, changed: Json = {}): Resource => ({
  resourceType: type,
  id,
  ...bodies[type],
  ...(type === 'Task' ? { focus: { reference: `ServiceRequest/${id.replace('t', 's')}` } } : {}),
  identifier: identifier(key),
  ...changed,
})

const order = (key: string, changed: Json = {}) => kept('ServiceRequest', 's1', key, changed)
const task = (key: string, changed: Json = {}) => kept('Task', 't1', key, changed)
const letter = (key: string) => kept('DocumentReference', 'd1', key)
const copies = (key: string) => [kept('ServiceRequest', 's2', key), kept('Task', 't2', key)]

const ALL: readonly PartType[] = ['QuestionnaireResponse', 'ServiceRequest', 'Task', 'DocumentReference']
const able = (transaction: boolean, types: readonly PartType[]): Abilities => ({
  transaction,
  batch: false,
  create: new Set(types),
  conditional: new Set(types),
  search: new Set(types),
  update: new Set(types),
})

const earlier = (generation: number, status: EarlierReferral['status']): EarlierReferral => ({
  key: KEYS[generation] ?? '',
  generation,
  status,
  isOverdue: false,
  isOpen: !['rejected', 'completed', 'cancelled'].includes(status),
  references: [`ServiceRequest/earlier-${generation}`],
  duplicates: [],
})

/** A check on a server that can do everything and holds nothing. */
export const checkAnswer = (changed: Partial<CheckAnswer> = {}): CheckAnswer => ({
  to: 'check',
  abilities: able(true, ALL),
  keys: KEYS,
  patient: { kind: 'same' },
  objection: 'none',
  searched: { kind: 'found', resources: [] },
  earlier: [],
  pending: [],
  keepsIdentifiers: true,
  ...changed,
})

const CHECKS: readonly CheckAnswer[] = [
  checkAnswer(),
  checkAnswer({ abilities: able(false, ALL) }),
  checkAnswer({ abilities: able(true, ['DocumentReference']) }),
  checkAnswer({ abilities: able(false, []) }),
  checkAnswer({ abilities: able(false, []), pending: KEYS.slice(0, 1) }),
  checkAnswer({ pending: KEYS.slice(0, 1) }),
  checkAnswer({ pending: KEYS.slice(0, 1), keepsIdentifiers: false }),
  checkAnswer({ keepsIdentifiers: false }),
  checkAnswer({ earlier: [earlier(0, 'requested')] }),
  checkAnswer({ earlier: [earlier(0, 'cancelled')] }),
  checkAnswer({ earlier: [earlier(0, 'half')] }),
  checkAnswer({ earlier: [earlier(7, 'rejected')] }),
  checkAnswer({ patient: { kind: 'changed' } }),
  checkAnswer({ patient: { kind: 'failed', why: 'session-ended' } }),
  checkAnswer({ objection: 'objects' }),
  checkAnswer({ objection: 'not-readable' }),
  checkAnswer({ searched: { kind: 'failed', why: 'unreachable' } }),
]

const LOOKS: readonly Answer[] = [
  { to: 'look', bars: [], patient: { kind: 'same' }, objection: 'none' },
  { to: 'look', bars: ['trial-not-open'], patient: { kind: 'same' }, objection: 'none' },
  { to: 'look', bars: [], patient: { kind: 'deceased' }, objection: 'none' },
  { to: 'look', bars: [], patient: { kind: 'failed', why: 'unreachable' }, objection: 'none' },
  { to: 'look', bars: [], patient: { kind: 'same' }, objection: 'objects' },
]

const POSTS: readonly Posted[] = [
  { kind: 'answered', stored: [] },
  {
    kind: 'answered',
    stored: [
      { type: 'ServiceRequest', id: 's1' },
      { type: 'Task', id: 't1' },
    ],
  },
  { kind: 'refused', status: 403, stored: [] },
  { kind: 'refused', status: 403, type: 'Task', stored: [{ type: 'ServiceRequest', id: 's1' }] },
  { kind: 'refused', status: 404, stored: [] },
  { kind: 'refused', status: 412, stored: [] },
  { kind: 'unclear' },
  { kind: 'unclear', waitMilliseconds: 30_000 },
  { kind: 'unclear', waitMilliseconds: 90_000 },
  { kind: 'not-sent', why: 'session-ended' },
  { kind: 'not-sent', why: 'forbidden' },
]

/**
 * Servers, by what they may hold. Each is walked through whole; what one of them shows after another, as no server does,
 * would be a hundred times as much and is left to chance (`machine.test.ts`).
 */
export const SERVERS = ['plain', 'copies', 'stripping', 'strangers', 'taking back', 'letters'] as const

/** What a server may hold; `any`: all of it. */
export type Server = (typeof SERVERS)[number] | 'any'

function searches(
  { key, types, stored }: Extract<Question, { kind: 'search' }>,
  server: Server,
): readonly Answer[] {
  const read = (resources: readonly Resource[], by: 'search' | 'id' = 'search'): Answer => ({
    to: 'search',
    searched: { kind: 'found', resources: by === 'search' ? resources : [] },
    isFresh: true,
    read: by === 'id' ? resources : [],
    earlier: [],
  })
  const failed = (why: 'unreachable' | 'session-ended'): Answer => ({
    to: 'search',
    searched: { kind: 'failed', why },
    isFresh: true,
    read: [],
    earlier: [],
  })
  const on = (one: Server, ...answers: Answer[]) => (server === one || server === 'any' ? answers : [])
  const whole = [order(key), task(key)]
  const inError = { status: 'entered-in-error' }
  const isOrder = types.includes('Task')
  return [
    failed('unreachable'),
    failed('session-ended'),
    read([]),
    ...on('plain', { ...read([]), isFresh: false } as Answer),
    ...(isOrder ? [read(whole)] : []),
    ...(types.includes('DocumentReference') ? on('letters', read([letter(key)])) : []),
    ...(isOrder ? on('plain', read([order(key)]), read([task(key)])) : []),
    ...(isOrder ? on('copies', read([...whole, ...copies(key)])) : []),
    ...(stored.length > 0
      ? on('stripping', read([order(key, { identifier: [] }), task(key, { identifier: [] })], 'id'))
      : []),
    ...(isOrder
      ? on(
          'strangers',
          read([order(key, { subject: { reference: 'Patient/p-2' } }), task(key)]),
          // A server that ignores what was searched for.
          read([order('another'), task('another')]),
        )
      : []),
    ...(isOrder
      ? on('taking back', {
          ...read([order(key, inError), task(key, inError)]),
          earlier: [{ ...earlier(KEYS.indexOf(key), 'cancelled'), key }],
        } as Answer)
      : []),
  ]
}

/** Every answer that a question may get. */
export function answersTo(question: Question, server: Server): readonly Answer[] {
  const broken: Answer = { to: 'nothing' }
  switch (question.kind) {
    case 'check':
      return [...CHECKS, broken]
    case 'look':
      return [...LOOKS, broken]
    case 'draft': {
      const parts = partsFor(question.key)
      return [
        { to: 'draft', parts, record: { kind: 'same' } },
        { to: 'draft', parts, record: { kind: 'changed', references: ['Condition/c-1'] } },
        { to: 'draft', parts, record: { kind: 'failed', why: 'unreachable' } },
        broken,
      ]
    }
    case 'search':
      return [...searches(question, server), broken]
    case 'post':
      return [...POSTS.map((posted) => ({ to: 'post', posted }) as const), broken]
    case 'correct': {
      const resource = { ...question.resource, status: 'entered-in-error' }
      return [{ to: 'correct', isTaken: true, resource }, { to: 'correct', isTaken: false, resource }, broken]
    }
  }
}

/** Everything that a reader may do. */
export const ACTS: readonly Act[] = [
  { kind: 'open' },
  { kind: 'review' },
  { kind: 'confirm', said: { agreed: true } },
  { kind: 'confirm', said: { agreed: true, reason: 'The first one was declined' } },
  { kind: 'cancel' },
  { kind: 'searchAgain' },
  { kind: 'resume' },
  { kind: 'markDuplicate', reference: 'ServiceRequest/s2' },
  { kind: 'markDuplicate', reference: 'ServiceRequest/s1' },
]
