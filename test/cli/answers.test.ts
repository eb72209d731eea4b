import { describe, expect, it } from 'vitest'
import { bundle, CANCER, match, PATIENT } from './fake-world.ts'

const patient = { ...PATIENT, identifier: [{ system: 'urn:hospital', value: '42' }] }
const good = {
  ...bundle(CANCER),
  entry: [{ fullUrl: 'urn:uuid:0c6f', resource: patient }, { resource: CANCER }],
}
const answering = (items: readonly object[], more: object = {}) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  ...more,
  item: items,
})
const coded = (linkId: string, code: string) => ({ linkId, answer: [{ valueCoding: { code } }] })
const valued = (linkId: string, ...answer: readonly object[]) => ({ linkId, answer })

const matchWith = (answers: object) => match(good, ['--answers', 'a.json'], { 'a.json': answers })

async function linesFor(answers: object): Promise<string[]> {
  const { exit, out, error } = await matchWith(JSON.stringify(answers, undefined, 1) as unknown as object)
  expect([exit, out]).toEqual([2, ''])
  return error.trimEnd().split('\n').slice(0, -1)
}

describe('answers that are taken', () => {
  const statusOf = async (answers: object, id: string) => {
    const { exit, lines } = await matchWith(answers)
    expect(exit).toBe(0)
    return lines[0]?.criteria.find((criterion) => criterion.id === id)
  }

  it('settle the criteria that they feed, and are cited', async () => {
    expect(await statusOf(answering([coded('Q11', 'yes')]), 'dutch-language')).toMatchObject({
      status: 'met',
      evidence: [{ reference: 'Question/Q11', date: null, summary: 'Communication in Dutch: yes' }],
    })
  })

  it('take a number of lesions', async () => {
    const answers = answering([coded('Q7', 'permitted-nodes-only'), valued('Q8', { valueInteger: 3 })])
    expect((await statusOf(answers, 'oligometastases-limit'))?.evidence).toContainEqual({
      reference: 'Question/Q8',
      date: null,
      summary: 'Number of lesions: 3',
    })
  })

  it.each([
    ['unknown answers', answering([coded('Q6', 'unknown')])],
    ['an item without an answer', answering([{ linkId: 'Q11' }])],
    ['no items', { resourceType: 'QuestionnaireResponse', status: 'in-progress' }],
  ])('change nothing for %s', async (_, answers) => {
    expect((await matchWith(answers)).out).toBe((await match(good)).out)
  })

  it.each([
    ['its reference', { reference: 'Patient/p' }],
    ['an absolute reference', { reference: 'https://ehr.example/fhir/Patient/p' }],
    ['the address in the Bundle', { reference: 'urn:uuid:0c6f' }],
    ['an identifier', { identifier: { system: 'urn:hospital', value: '42' } }],
  ])('may name the patient by %s', async (_, subject) => {
    expect((await matchWith(answering([coded('Q11', 'yes')], { subject }))).exit).toBe(0)
  })
})

describe('an item of the Questionnaire that `trialside export` gives', () => {
  it('is the code that stands in place of a number', async () => {
    const byCode = await matchWith(answering([coded('Q8.code', 'more-than-five')]))
    expect(byCode).toEqual(await matchWith(answering([coded('Q8', 'more-than-five')])))
    expect(byCode.exit).toBe(0)
  })
})

describe('answers that are refused', () => {
  it.each([
    [
      'a Bundle',
      good,
      'a.json:2:18  ANSWERS-TYPE  The answers are not a FHIR QuestionnaireResponse, but a Bundle.',
    ],
    [
      'a list',
      [],
      'a.json:1:1  ANSWERS-TYPE  The answers are not a FHIR QuestionnaireResponse, but a JSON list.',
    ],
    [
      'answers entered in error',
      answering([], { status: 'entered-in-error' }),
      'a.json:3:12  ANSWERS-STATUS  Answers of status “entered-in-error” do not count.  It must be one of: completed, amended, in-progress.',
    ],
    [
      'answers without a status',
      { resourceType: 'QuestionnaireResponse' },
      'a.json:1:1  ANSWERS-STATUS  Answers of status “none” do not count.  It must be one of: completed, amended, in-progress.',
    ],
    [
      'answers with rules of their own',
      answering([], { implicitRules: 'x' }),
      'a.json:4:19  ANSWERS-MODIFIER  The implicitRules of the answers is not understood.',
    ],
    [
      'items that are no list',
      { ...answering([]), item: {} },
      'a.json:4:10  ANSWERS-ITEM  The item of the answers is not a list.',
    ],
    [
      'an item that is no object',
      { ...answering([]), item: ['Q1'] },
      'a.json:5:3  ANSWERS-ITEM  An item of the answers is not an object.',
    ],
    [
      'an unknown question',
      answering([coded('q1', 'yes')]),
      'a.json:6:14  ANSWERS-QUESTION  There is no question “q1”.  Did you mean Q1?',
    ],
    [
      'an item without a question',
      answering([{ answer: [] }]),
      /^a\.json:5:3 {2}ANSWERS-QUESTION {2}An item of the answers has no linkId\. {2}Known: Q1, .*Q12\b/,
    ],
    [
      'a question answered twice',
      answering([coded('Q11', 'yes'), coded('Q11', 'no')]),
      'a.json:15:3  ANSWERS-REPEATED  The question Q11 is answered twice.',
    ],
    [
      'a number and a code for one question',
      answering([valued('Q8', { valueInteger: 2 }), coded('Q8.code', 'more-than-five')]),
      /ANSWERS-REPEATED {2}The question Q8 is answered twice\./,
    ],
    [
      'several answers to one question',
      answering([valued('Q11', { valueCoding: { code: 'yes' } }, { valueCoding: { code: 'no' } })]),
      'a.json:13:5  ANSWERS-SEVERAL  There are several answers to Q11, which takes one.',
    ],
    [
      'an empty answer',
      answering([valued('Q11')]),
      'a.json:7:14  ANSWERS-VALUE  The answer to Q11 is empty or not a list.',
    ],
    [
      'a code that is not on the list',
      answering([coded('Q6', 'whole-brest')]),
      'a.json:10:15  ANSWERS-CODE  “whole-brest” is not an answer to Q6.  Did you mean whole-breast?',
    ],
    [
      "another question's code",
      answering([coded('Q11', 'fdg')]),
      'a.json:10:15  ANSWERS-CODE  “fdg” is not an answer to Q11.  Known: yes, no, unsure, unknown.',
    ],
    [
      'a text',
      answering([valued('Q11', { valueString: 'yes' })]),
      'a.json:9:21  ANSWERS-VALUE  The answer to Q11 must be a valueCoding with a code.',
    ],
    [
      'a number where none is taken',
      answering([valued('Q10', { valueInteger: 1 })]),
      'a.json:9:22  ANSWERS-VALUE  The answer to Q10 must be a valueCoding with a code.',
    ],
    [
      'a number with a fraction',
      answering([valued('Q8', { valueInteger: 2.5 })]),
      'a.json:9:22  ANSWERS-VALUE  The number for Q8 must be a whole one from 0 to 999.',
    ],
    [
      'a negative number',
      answering([valued('Q8', { valueInteger: -1 })]),
      'a.json:9:22  ANSWERS-VALUE  The number for Q8 must be a whole one from 0 to 999.',
    ],
    [
      'a number as text',
      answering([valued('Q8', { valueInteger: '3' })]),
      'a.json:9:22  ANSWERS-VALUE  The number for Q8 must be a whole one from 0 to 999.',
    ],
    [
      'two values',
      answering([valued('Q8', { valueInteger: 3, valueCoding: { code: 'unknown' } })]),
      'a.json:8:5  ANSWERS-VALUE  The answer to Q8 must have one value: a valueCoding with a code, or a valueInteger.',
    ],
    [
      'no value',
      answering([valued('Q8', {})]),
      'a.json:8:5  ANSWERS-VALUE  The answer to Q8 must have one value: a valueCoding with a code, or a valueInteger.',
    ],
    [
      'a coding without a code',
      answering([valued('Q11', { valueCoding: { display: 'yes' } })]),
      'a.json:9:21  ANSWERS-VALUE  The answer to Q11 must be a valueCoding with a code.',
    ],
    [
      'items in items',
      answering([{ ...coded('Q11', 'yes'), item: [coded('Q6', 'no')] }]),
      'a.json:14:12  ANSWERS-NESTED  Items inside items are not read.  Put each answered question into an item of its own.',
    ],
    [
      'another patient',
      answering([], { subject: { reference: 'Patient/q' } }),
      'a.json:4:13  ANSWERS-PATIENT  The answers are about Patient/q, the Bundle is about Patient/p.  Give the answers and the Bundle of the same patient.',
    ],
    [
      'another identifier',
      answering([], { subject: { identifier: { system: 'urn:hospital', value: '43' } } }),
      'a.json:4:13  ANSWERS-PATIENT  The answers name a patient, but not one who is known to be Patient/p.  Give the answers and the Bundle of the same patient.',
    ],
  ])('refuses %s', async (_, answers, line) => {
    expect(await linesFor(answers)).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)])
  })

  it('names everything that is wrong, in the answers and in the Bundle', async () => {
    const answers = answering([coded('Q99', 'yes'), coded('Q11', 'maybe')])
    const { exit, error } = await match('{', ['--answers', 'a.json'], { 'a.json': answers })
    expect(exit).toBe(2)
    expect(
      error
        .split('\n')
        .slice(0, -2)
        .map((line) => line.split('  ')[1]),
    ).toEqual(['ANSWERS-QUESTION', 'ANSWERS-CODE', 'JSON-ENDS-EARLY'])
  })

  it('says of an answers file that cannot be read what it says of any file', async () => {
    const { exit, error } = await match(good, ['--answers', 'none.json'])
    expect([exit, error.split('\n')[0]]).toEqual([2, 'none.json  FILE-MISSING  There is no such file.'])
  })
})
