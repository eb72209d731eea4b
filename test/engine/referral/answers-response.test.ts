/** Answers kept in the chart as a draft, for the next person. */
import { describe, expect, it } from 'vitest'
import { checkSubject, readAnswers } from '../../../src/cli/read-answers.ts'
import type { Answer } from '../../../src/engine/facts/answers.ts'
import type { Json, Resource } from '../../../src/engine/fhir.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { answersInChart, answersResponse } from '../../../src/engine/referral/answers-response.ts'
import { keysOf } from '../../../src/engine/referral/keys-of.ts'
import { catalog, recordOf } from '../../support/match.ts'
import { brokenIn } from './valid.ts'

const WRITING = {
  key: 'key',
  language: 'en',
  writtenAt: '2026-11-23T09:41:00+01:00',
  author: { reference: 'Practitioner/7', name: 'Dr Test Peeters' },
} as const

const ABOUT = { patientId: 'p', isTestData: false }

const who = { by: 'Dr Test Jansen', at: '2026-11-20T16:05' }

/** Every answer that any question offers, a number included. */
const every: Answer[][] = [0, 1, 2, 3, 4, 5, 6, 7].map((at) =>
  catalog.questions.flatMap(({ id, answers, number }): Answer[] => {
    if (at === 0 && number) return [{ question: id, answer: number.from, ...who }]
    const chosen = answers[at % answers.length]
    return chosen ? [{ question: id, answer: chosen.code, ...who }] : []
  }),
)

const stored = (answers: readonly Answer[], more: Json = {}): Resource => ({
  ...answersResponse(answers, ABOUT, WRITING, catalog),
  resourceType: 'QuestionnaireResponse',
  id: 'a1',
  ...more,
})

const document = (value: unknown) => ({ file: 'answers.json', text: JSON.stringify(value), value })

const TWO: Answer[] = [
  { question: 'Q1', answer: 'yes', ...who },
  { question: 'Q8', answer: 3 },
]

describe('answers in the chart', () => {
  it.each(every.map((answers, at) => [at, answers] as const))(
    'are read as they were written, each with who and when (%d)',
    (_, answers) => {
      expect(answers.length).toBe(catalog.questions.length)
      expect(answersInChart(stored(answers), 'p', catalog)).toEqual({
        ok: true,
        value: { answers, notUnderstood: [] },
      })
    },
  )

  it.each(every.map((answers, at) => [at, answers] as const))(
    'are answers to the command line as well (%d)',
    (_, answers) => {
      const read = readAnswers(document(stored(answers)), catalog.questions)
      const plainly = answers.map(({ question, answer }) => ({ question, answer }))
      expect(read).toEqual({ ok: true, value: plainly })
    },
  )

  it('are about the patient of the record, to the command line as well', () => {
    const record = recordOf([{ resourceType: 'Patient', id: 'p' }])
    const bundle = { record, aliases: new Set<string>() } as Parameters<typeof checkSubject>[1]
    expect(checkSubject(document(stored(TWO)), bundle)).toEqual([])
    const another = stored(TWO, { subject: { reference: 'Patient/q' } })
    expect(checkSubject(document(another), bundle)).not.toEqual([])
  })

  it.each(LANGUAGES)('are valid FHIR in %s', (language) => {
    for (const answers of [...every, []])
      expect(brokenIn(answersResponse(answers, ABOUT, { ...WRITING, language }, catalog))).toEqual([])
  })

  it('carry their key, and that the data are invented', () => {
    const response = answersResponse(TWO, { ...ABOUT, isTestData: true }, WRITING, catalog)
    expect(keysOf(response)).toEqual(['key'])
    expect(response).toMatchObject({
      status: 'in-progress',
      authored: WRITING.writtenAt,
      author: { display: 'Dr Test Peeters' },
      meta: { security: [{ code: 'HTEST' }] },
    })
  })

  it('say who and when only where that is known', () => {
    const [first, second] = stored(TWO)['item'] as { answer: Json[] }[]
    expect(JSON.stringify(first)).toContain('2026-11-20T16:05:00+01:00')
    expect(second?.answer[0]).not.toHaveProperty('extension')
  })

  it('leave out what no question asks for', () => {
    const answers = [...TWO, { question: 'Q999', answer: 'yes' }, { question: 'Q2', answer: 'perhaps' }]
    expect(stored(answers)['item']).toHaveLength(2)
  })

  it('of a patient of whom nothing was answered hold nothing', () => {
    expect(answersInChart(stored([]), 'p', catalog)).toEqual({
      ok: true,
      value: { answers: [], notUnderstood: [] },
    })
  })
})

describe('answers that cannot be taken back', () => {
  it.each<[string, Json, string]>([
    ['another patient’s (HZ-20)', { subject: { reference: 'Patient/q' } }, 'another-patient'],
    ['nobody’s (HZ-20)', { subject: undefined }, 'another-patient'],
    [
      'those of a patient by number alone (HZ-20)',
      { subject: { identifier: { value: '1' } } },
      'another-patient',
    ],
    ['entered in error', { status: 'entered-in-error' }, 'not-answers'],
    ['stopped', { status: 'stopped' }, 'not-answers'],
    ['without a status', { status: undefined }, 'not-answers'],
    ['modified', { modifierExtension: [{ url: 'urn:x' }] }, 'unclear'],
    ['by rules of their own', { implicitRules: 'urn:x' }, 'unclear'],
  ])('are refused: %s', (_, change, problem) => {
    expect(answersInChart(stored(TWO, change), 'p', catalog)).toEqual({ ok: false, problem })
  })

  it('are refused: of another type', () => {
    const other = { ...stored(TWO), resourceType: 'Observation' }
    expect(answersInChart(other, 'p', catalog)).toEqual({ ok: false, problem: 'not-answers' })
  })

  const coded = (code: unknown) => [{ valueCoding: { code } }]

  it.each<[string, Json | string]>([
    ['a question that is not asked', { linkId: 'Q999', answer: coded('yes') }],
    ['no question', { answer: coded('yes') }],
    ['a code that is not offered', { linkId: 'Q2', answer: coded('perhaps') }],
    ['a code that is no text', { linkId: 'Q2', answer: coded(7) }],
    ['a number where none is taken', { linkId: 'Q2', answer: [{ valueInteger: 2 }] }],
    ['a number out of range', { linkId: 'Q16', answer: [{ valueInteger: -1 }] }],
    ['half a number', { linkId: 'Q16', answer: [{ valueInteger: 1.5 }] }],
    [
      'number and code at once',
      { linkId: 'Q16', answer: [{ valueInteger: 1, valueCoding: { code: 'unknown' } }] },
    ],
    ['several answers', { linkId: 'Q2', answer: [...coded('unknown'), ...coded('local-excision')] }],
    ['no answer', { linkId: 'Q2' }],
    ['words alone', { linkId: 'Q2', answer: [{ valueString: 'local excision' }] }],
    ['a modifier', { linkId: 'Q2', answer: coded('unknown'), modifierExtension: [{ url: 'urn:x' }] }],
    [
      'a modifier of the answer',
      { linkId: 'Q2', answer: [{ ...coded('unknown')[0], modifierExtension: [{}] }] },
    ],
    ['items inside', { linkId: 'Q2', answer: coded('unknown'), item: [{ linkId: 'Q3' }] }],
    ['no object', 'Q2'],
  ])('are left out and named, and the others stay: %s', (_, item) => {
    const resource = stored(TWO)
    const mixed = { ...resource, item: [...(resource['item'] as Json[]), item] }
    const linkId = typeof item === 'string' ? '' : String(item['linkId'] ?? '')
    expect(answersInChart(mixed, 'p', catalog)).toEqual({
      ok: true,
      value: { answers: TWO, notUnderstood: [linkId] },
    })
  })

  it('are left out both where one question is answered twice, by number and by code as well', () => {
    const twice = [...(stored(TWO)['item'] as Json[]), { linkId: 'Q8.code', answer: coded('unknown') }]
    expect(answersInChart(stored(TWO, { item: twice }), 'p', catalog)).toEqual({
      ok: true,
      value: { answers: [TWO[0]], notUnderstood: ['Q8'] },
    })
  })
})
