/** A decision of the board, written into the chart and read back. */
import { describe, expect, it } from 'vitest'
import {
  DECISIONS,
  type Decision,
  NOT_SUITABLE_REASONS,
  type Snapshot,
} from '../../../src/engine/board/decision.ts'
import { decisionOf, decisionResponse } from '../../../src/engine/board/decision-response.ts'
import { snapshotOf } from '../../../src/engine/board/snapshot.ts'
import type { Json, Resource } from '../../../src/engine/fhir.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { keyText } from '../../../src/engine/referral/key.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import { outcomeOf } from '../../../src/engine/referral/outcome-response.ts'
import { trial } from '../../support/match.ts'
import { LABELLED } from '../referral/drafts.ts'
import { brokenIn } from '../referral/valid.ts'
import { cardOf, cardsOfCase } from './cards.ts'

const WRITING = {
  trial,
  patientId: 'p',
  key: 'key',
  language: 'en',
  writtenAt: '2026-11-23T09:41:00+01:00',
  author: { reference: 'Practitioner/7', name: 'Dr Test Peeters' },
} as const

const SNAPSHOT: Snapshot = {
  verdict: 'may-fit',
  criteria: { adult: 'met', 'dutch-language': 'clinician', 'low-risk-recurrence': 'not-met' },
  referral: 'requested',
}

const WHEN = { trial: trial.id, by: 'Dr Test Peeters', at: '2026-11-23T09:41:00+01:00' }

const every: Omit<Decision, 'trial'>[] = DECISIONS.flatMap((kind): Omit<Decision, 'trial'>[] =>
  kind === 'not-suitable'
    ? NOT_SUITABLE_REASONS.map((reason) => ({ kind, reason, note: `about ${reason}` }))
    : [{ kind }, { kind, note: 'see the letter', participants: 'Dr Test A, Dr Test B' }],
)

const UNSUITABLE = { kind: 'not-suitable', reason: 'condition', note: 'heart' } as const

const asStored = (response: Json, more: Json = {}): Resource => ({
  ...response,
  resourceType: 'QuestionnaireResponse',
  id: 'd1',
  ...more,
})
const stored = (decision: Omit<Decision, 'trial'>, more: Json = {}, snapshot = SNAPSHOT): Resource =>
  asStored(decisionResponse(decision, snapshot, WRITING), more)

describe('a decision', () => {
  it.each(every)('is read as it was written: $kind, $reason, $note', (decision) => {
    expect(decisionOf(stored(decision), 'p')).toEqual({
      decision: { ...decision, ...WHEN },
      snapshot: SNAPSHOT,
    })
  })

  it.each(LANGUAGES)('is valid FHIR and says the same in %s', (language) => {
    for (const decision of every) {
      const response = decisionResponse(decision, SNAPSHOT, { ...WRITING, language })
      expect(brokenIn(response)).toEqual([])
      expect(decisionOf(asStored(response), 'p')?.decision).toMatchObject(decision)
    }
  })

  it.each(LABELLED)('brings how every criterion stood, whatever the patient: %s', (id) => {
    for (const card of cardsOfCase(id)) {
      const snapshot = snapshotOf(card)
      const statements = Object.fromEntries(card.lines.map((line) => [line.id, line.statement]))
      const response = decisionResponse({ kind: 'refer' }, snapshot, { ...WRITING, statements })
      expect(decisionOf(asStored(response), 'p')?.snapshot).toEqual(snapshot)
      expect(Object.keys(snapshot.criteria)).toEqual(card.lines.map((line) => line.id))
      for (const { statement } of card.lines) expect(JSON.stringify(response)).toContain(statement)
    }
  })

  it('has every code in words, in both languages', () => {
    for (const language of LANGUAGES)
      for (const decision of every) {
        const { item } = decisionResponse(decision, SNAPSHOT, { ...WRITING, language })
        const text = JSON.stringify(item)
        expect(text.match(/"valueCoding"/g)?.length).toBe(text.match(/"display":"[^"]+"\}\}/g)?.length)
      }
  })

  it('names its questionnaire, its key, its trial and its patient, and marks invented data', () => {
    const response = decisionResponse(UNSUITABLE, SNAPSHOT, { ...WRITING, isTestData: true })
    expect(keysOf(response)).toEqual(['key'])
    expect(response).toMatchObject({
      status: 'completed',
      questionnaire: 'https://trials.example.org/fhir/Questionnaire/trialside-board|1.0.0',
      subject: { reference: 'Patient/p' },
      extension: [{ valueReference: { identifier: { value: 'NCT06452485' } } }],
      meta: { security: [{ code: 'HTEST' }] },
    })
    expect(decisionResponse(UNSUITABLE, SNAPSHOT, WRITING)).not.toHaveProperty('meta')
  })

  it('can be recorded by somebody whom the EHR did not name', () => {
    const { author: _, ...nameless } = WRITING
    const response = decisionResponse(UNSUITABLE, SNAPSHOT, nameless)
    expect(brokenIn(response)).toEqual([])
    expect(decisionOf(asStored(response), 'p')?.decision).not.toHaveProperty('by')
  })

  it('keeps a note in one line, and none that says nothing', () => {
    const { decision } = decisionOf(stored({ kind: 'refer', note: 'call\nback\u202e' }), 'p')!
    expect(decision.note).toBe('call back')
    expect(decisionOf(stored({ kind: 'refer', note: ' \n' }), 'p')?.decision).not.toHaveProperty('note')
  })

  it('stands without criteria or a referral, where there were none', () => {
    const bare = { verdict: 'not-applicable', criteria: {} }
    const resource = stored({ kind: 'refer' }, {}, bare)
    expect(brokenIn(resource)).toEqual([])
    expect(decisionOf(resource, 'p')?.snapshot).toEqual(bare)
  })

  it('takes criteria by any name, also one that every object has', () => {
    const criteria = Object.fromEntries([
      ['__proto__', 'met'],
      ['decision', 'met'],
    ])
    const read = decisionOf(stored({ kind: 'refer' }, {}, { verdict: 'fits', criteria }), 'p')
    expect(Object.entries(read?.snapshot.criteria ?? {})).toEqual(Object.entries(criteria))
  })

  it('has a key that no outcome has', () => {
    const parts = {
      iss: 'https://ehr',
      patientId: 'p',
      trial: 't',
      version: '',
      recipient: '',
      generation: 0,
    }
    expect(keyText({ ...parts, purpose: 'board' })).not.toBe(keyText({ ...parts, purpose: 'outcome' }))
  })
})

describe('a resource that is no decision of this patient', () => {
  const kept = stored(UNSUITABLE)
  const own = kept['item'] as Json[]
  const system = (name: string) => `https://trials.example.org/fhir/CodeSystem/${name}`
  const items = (change: (item: Json) => Json): Json => ({ item: own.map(change) })
  const instead = (linkId: string, value: Json) =>
    items((item) => (item['linkId'] === linkId ? { ...item, answer: [value] } : item))
  const without = (linkId: string): Json => ({ item: own.filter((item) => item['linkId'] !== linkId) })
  const criteria = (change: (lines: readonly Json[]) => unknown) =>
    items((item) =>
      item['linkId'] === 'criteria' ? { ...item, item: change(item['item'] as Json[]) } : item,
    )
  const coding = (list: string, code: string): Json => ({ valueCoding: { system: system(list), code } })
  const study = kept['extension'] as Json[]

  it.each<[string, Json]>([
    ['another patient’s', { subject: { reference: 'Patient/q' } }],
    ['nobody’s', { subject: undefined }],
    ['entered in error', { status: 'entered-in-error' }],
    ['a draft', { status: 'in-progress' }],
    ['modified', { modifierExtension: [{ url: 'urn:x', valueBoolean: true }] }],
    ['by rules of its own', { implicitRules: 'urn:x' }],
    ['modified in an item', items((item) => ({ ...item, modifierExtension: [{ url: 'urn:x' }] }))],
    ['modified in an answer', instead('note', { modifierExtension: [{}], valueString: 'heart' })],
    [
      'modified in a criterion',
      criteria((lines) => lines.map((line) => ({ ...line, modifierExtension: [{ url: 'urn:x' }] }))),
    ],
    ['of another questionnaire', { questionnaire: 'urn:x' }],
    ['of another version of it', { questionnaire: `${String(kept['questionnaire'])}.1` }],
    ['of no trial', { extension: undefined }],
    ['of two trials', { extension: [...study, ...study] }],
    ['without items', { item: undefined }],
    ['without a decision', without('decision')],
    ['without a reason', without('reason')],
    ['without a verdict', without('verdict')],
    ['with a reason that its decision has not', instead('decision', coding('board-decision', 'refer'))],
    ['of an unknown decision', instead('decision', coding('board-decision', 'enrol'))],
    ['of a decision of another system', instead('decision', coding('outcome', 'not-suitable'))],
    ['of an inherited name', instead('verdict', coding('verdict', 'toString'))],
    ['of an unknown reason', instead('reason', coding('board-reason', 'travel'))],
    ['of an unknown verdict', instead('verdict', coding('verdict', 'eligible'))],
    ['of an unknown referral', instead('referral', coding('referral-status', 'lost'))],
    ['with a note that is no text', instead('note', { valueInteger: 3 })],
    ['answered twice', { item: [...own, own[0]] }],
    ['with a question more', { item: [...own, { linkId: 'unless', answer: [{ valueBoolean: true }] }] }],
    ['with an item below a decision', items((item) => ({ ...item, item: [{ linkId: 'unless' }] }))],
    ['an item that is no object', { item: ['decision'] }],
    [
      'a criterion of an unknown status',
      criteria((lines) => [{ ...lines[0], answer: [coding('criterion-standing', 'maybe')] }]),
    ],
    ['a criterion twice', criteria((lines) => [lines[0], lines[0]])],
    ['a criterion without an answer', criteria((lines) => [{ ...lines[0], answer: undefined }])],
    ['something else among the criteria', criteria((lines) => [...lines, { ...lines[0], linkId: 'adult' }])],
    ['criteria that are no objects', criteria(() => ['adult'])],
    ['two lists of criteria', { item: [...own, own.at(-1)] }],
  ])('is not taken for one: %s', (_, change) => {
    expect(decisionOf(kept, 'p')).toBeDefined()
    expect(decisionOf(stored(UNSUITABLE, change), 'p')).toBeUndefined()
  })

  it('is not taken for one: of another type', () => {
    expect(decisionOf({ ...kept, resourceType: 'Observation' }, 'p')).toBeUndefined()
  })

  it('is not taken for an outcome', () => {
    expect(outcomeOf(kept, 'p')).toBeUndefined()
  })
})

describe('a snapshot', () => {
  it('leaves out what is still being read', () => {
    const card = cardOf(cardsOfCase(LABELLED[0]!), trial.id)
    const [first, ...others] = card.lines
    const snapshot = snapshotOf({ ...card, lines: [{ ...first!, checking: true }, ...others] })
    expect(Object.keys(snapshot.criteria)).toEqual(others.map(({ id }) => id))
  })
})
