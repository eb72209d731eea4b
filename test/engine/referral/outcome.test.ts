/** What came of talking with a patient, written into the chart and read back. */
import { describe, expect, it } from 'vitest'
import type { Json, Resource } from '../../../src/engine/fhir.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import {
  OUTCOME_REASONS,
  OUTCOMES,
  type Outcome,
  type OutcomeKind,
} from '../../../src/engine/referral/outcome.ts'
import { outcomeOf, outcomeResponse } from '../../../src/engine/referral/outcome-response.ts'
import { trial } from '../../support/match.ts'
import { brokenIn } from './valid.ts'

const WRITING = {
  trial,
  patientId: 'p',
  key: 'key',
  language: 'en',
  writtenAt: '2026-11-23T09:41:00+01:00',
  author: { reference: 'Practitioner/7', name: 'Dr Test Peeters' },
} as const

const stored = (outcome: Outcome, more: Json = {}): Resource => ({
  ...outcomeResponse(outcome, WRITING),
  resourceType: 'QuestionnaireResponse',
  id: 'o1',
  ...more,
})

const every: Outcome[] = OUTCOMES.flatMap((kind) => [
  { kind },
  ...OUTCOME_REASONS[kind].map((reason) => ({ kind, reason, note: `about ${reason}` })),
])

const DEFERRED: Outcome = { kind: 'deferred', reason: 'awaiting-board', note: 'MDO on Tuesday' }

describe('an outcome', () => {
  it.each(every)('is read as it was written: $kind, $reason', (outcome) => {
    expect(outcomeOf(stored(outcome), 'p')).toEqual({
      ...outcome,
      by: 'Dr Test Peeters',
      at: '2026-11-23T09:41:00+01:00',
    })
  })

  it.each(LANGUAGES)('is valid FHIR and says the same in %s', (language) => {
    for (const outcome of every) {
      const response = outcomeResponse(outcome, { ...WRITING, language })
      expect(brokenIn(response)).toEqual([])
      expect(outcomeOf({ ...response, resourceType: 'QuestionnaireResponse', id: 'o1' }, 'p')).toMatchObject(
        outcome,
      )
    }
  })

  it('has words of its own for each of what can come of it, in both languages', () => {
    for (const language of LANGUAGES) {
      const displays = every.map((outcome) =>
        JSON.stringify(outcomeResponse(outcome, { ...WRITING, language })['item']),
      )
      expect(new Set(displays).size).toBe(every.length)
    }
  })

  it('carries its key, its trial and its patient, and marks invented data', () => {
    const response = outcomeResponse(DEFERRED, { ...WRITING, isTestData: true })
    expect(keysOf(response)).toEqual(['key'])
    expect(response).toMatchObject({
      subject: { reference: 'Patient/p' },
      extension: [{ valueReference: { identifier: { value: 'NCT06452485' } } }],
      meta: { security: [{ code: 'HTEST' }] },
    })
    expect(outcomeResponse(DEFERRED, WRITING)).not.toHaveProperty('meta')
  })

  it('can be recorded by somebody whom the EHR did not name', () => {
    const { author: _, ...nameless } = WRITING
    const response = outcomeResponse(DEFERRED, nameless)
    expect(brokenIn(response)).toEqual([])
    expect(
      outcomeOf({ ...response, resourceType: 'QuestionnaireResponse', id: 'o1' }, 'p')?.by,
    ).toBeUndefined()
  })

  it('keeps a note in one line, and none that says nothing', () => {
    expect(outcomeOf(stored({ kind: 'interested', note: 'call\nback\u202e' }), 'p')?.note).toBe('call back')
    expect(outcomeOf(stored({ kind: 'interested', note: ' \n' }), 'p')).not.toHaveProperty('note')
  })
})

describe('a resource that is no outcome of this patient', () => {
  const items = (change: (item: Json) => Json): Json => ({
    item: (stored(DEFERRED)['item'] as Json[]).map(change),
  })
  const instead = (linkId: string, value: Json) =>
    items((item) => (item['linkId'] === linkId ? { ...item, answer: [value] } : item))
  const system = (name: string) => `https://trials.example.org/fhir/CodeSystem/${name}`
  const [first] = stored(DEFERRED)['item'] as Json[]

  it.each<[string, Json]>([
    ['another patient’s', { subject: { reference: 'Patient/q' } }],
    ['nobody’s', { subject: undefined }],
    ['entered in error', { status: 'entered-in-error' }],
    ['a draft', { status: 'in-progress' }],
    ['modified', { modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }],
    ['by rules of its own', { implicitRules: 'urn:x' }],
    ['modified in an item', items((item) => ({ ...item, modifierExtension: [{ url: 'urn:x' }] }))],
    ['modified in an answer', instead('outcome', { modifierExtension: [{}], valueCoding: {} })],
    ['without items', { item: undefined }],
    [
      'of an unknown outcome',
      instead('outcome', { valueCoding: { system: system('outcome'), code: 'eligible' } }),
    ],
    [
      'of an outcome of another system',
      instead('outcome', { valueCoding: { system: 'urn:x', code: 'deferred' } }),
    ],
    [
      'of an inherited name',
      instead('outcome', { valueCoding: { system: system('outcome'), code: 'toString' } }),
    ],
    [
      'with a reason of another outcome',
      instead('reason', { valueCoding: { system: system('outcome-reason'), code: 'travel' } }),
    ],
    ['with a reason in words alone', instead('reason', { valueString: 'board' })],
    ['answered twice', { item: [first, first] }],
    ['an item that is no object', { item: ['outcome'] }],
  ])('is not taken for one: %s', (_, change) => {
    expect(outcomeOf(stored(DEFERRED), 'p')).toBeDefined()
    expect(outcomeOf(stored(DEFERRED, change), 'p')).toBeUndefined()
  })

  it('is not taken for one: of another type', () => {
    expect(outcomeOf({ ...stored(DEFERRED), resourceType: 'Observation' }, 'p')).toBeUndefined()
  })
})

describe('the reasons', () => {
  it('leave room for another one with each outcome', () => {
    for (const kind of OUTCOMES) expect(OUTCOME_REASONS[kind as OutcomeKind].at(-1)).toBe('other')
  })
})
