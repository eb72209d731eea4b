import { describe, expect, test } from 'vitest'
import { keepInChart } from '../../src/app/chart-answers.ts'
import { createClinician } from '../../src/app/clinician.ts'
import type { Answer } from '../../src/engine/facts/answers.ts'
import type { Json, Resource } from '../../src/engine/fhir.ts'
import type { KeptResponse } from '../../src/engine/referral/door.ts'
import { ok } from '../../src/engine/result.ts'

const YES: Answer = { question: 'Q1', answer: 'yes', by: 'Dr. Test', at: '2026-11-23T09:41' }
const NO: Answer = { question: 'Q11', answer: 'no', by: 'Dr. Other', at: '2026-11-20T10:00' }

/** A chart that keeps answers, and writes when the test lets it. */
function chart(
  found: readonly Answer[] | 'failed' | undefined,
  own: readonly Answer[] = [],
  notUnderstood: readonly string[] = [],
) {
  const written: Json[] = []
  const waiting: ((isKept: boolean) => void)[] = []
  const clinician = createClinician({ now: () => '2026-11-23T09:41', user: () => 'Dr. Test', tell: () => {} })
  clinician.keepIn({ load: () => ({ answers: own }), save: () => {}, clear: () => {} })
  const kept: KeptResponse = {
    read: async () => {
      if (found === 'failed') return { kind: 'failed' }
      return { kind: 'read', ...(found && { found: { resourceType: 'QuestionnaireResponse', id: 'kept' } }) }
    },
    write: async (make) => {
      written.push(await make('key-1'))
      return new Promise((done) => waiting.push(done))
    },
  }
  let patientRead = () => {}
  const whenRead = new Promise<void>((done) => {
    patientRead = done
  })
  const end = keepInChart({
    kept,
    clinician,
    whenRead,
    engine: {
      readAnswers: async (_: Resource) => ok({ answers: Array.isArray(found) ? found : [], notUnderstood }),
      writeAnswers: async ({ key }) => ({ key, answers: clinician.answers.peek() }),
    },
    writing: () => ({ language: 'en', writtenAt: '2026-11-23T09:41:00+01:00' }),
  })
  const settle = () => new Promise((done) => setImmediate(done))
  return { clinician, written, waiting, patientRead, end, settle }
}

describe('answers in the chart', () => {
  test('are taken over from the chart with whose they are, and not written again', async () => {
    const { clinician, written, patientRead, settle } = chart([NO])
    patientRead()
    await settle()
    expect(clinician.answers.value).toEqual([NO])
    expect(clinician.keeping.value).toBe('chart')
    expect(written).toEqual([])
  })

  test('of this tab win over the chart’s to the same question, and are written', async () => {
    const { clinician, written, waiting, patientRead, settle } = chart(
      [{ ...YES, answer: 'no-low-risk' }, NO],
      [YES],
    )
    patientRead()
    await settle()
    expect(clinician.answers.value).toEqual([YES, NO])
    expect(written).toEqual([{ key: 'key-1', answers: [YES, NO] }])
    expect(clinician.keeping.value).toBe('session')
    waiting[0]?.(true)
    await settle()
    expect(clinician.keeping.value).toBe('chart')
  })

  test('are written one after another, the last ones winning, and the page says where they are meanwhile', async () => {
    const { clinician, written, waiting, patientRead, settle } = chart(undefined)
    patientRead()
    await settle()
    clinician.answer('Q1', 'yes')
    await settle()
    clinician.answer('Q11', 'yes')
    clinician.answer('Q11', 'no')
    await settle()
    expect(written).toHaveLength(1)
    waiting[0]?.(true)
    await settle()
    expect(clinician.keeping.value).toBe('session')
    expect(written).toHaveLength(2)
    expect(written[1]).toMatchObject({ answers: [{ question: 'Q1' }, { question: 'Q11', answer: 'no' }] })
    waiting[1]?.(true)
    await settle()
    expect(clinician.keeping.value).toBe('chart')
  })

  test('that the chart did not take live in the session, and the page says so', async () => {
    const { clinician, waiting, patientRead, settle } = chart(undefined)
    patientRead()
    await settle()
    clinician.answer('Q1', 'yes')
    await settle()
    waiting[0]?.(false)
    await settle()
    expect(clinician.keeping.value).toBe('session')
    expect(clinician.answers.value).toMatchObject([{ question: 'Q1', answer: 'yes' }])
  })

  test('are written about nobody before the patient has been read', async () => {
    const { written, patientRead, settle } = chart(undefined, [YES])
    await settle()
    expect(written).toEqual([])
    patientRead()
    await settle()
    expect(written).toHaveLength(1)
  })

  test('that could not be read are not written over: what is answered here lives in the session', async () => {
    const { clinician, written, patientRead, settle } = chart('failed', [YES])
    patientRead()
    await settle()
    clinician.answer('Q11', 'no')
    await settle()
    expect(clinician.answers.value).toHaveLength(2)
    expect(written).toEqual([])
    expect(clinician.keeping.value).toBe('session')
  })

  test('that were not understood whole count as far as they were, and are not written over', async () => {
    const { clinician, written, patientRead, settle } = chart([NO], [], ['Q99'])
    patientRead()
    await settle()
    clinician.answer('Q1', 'yes')
    await settle()
    expect(clinician.answers.value).toHaveLength(2)
    expect(written).toEqual([])
  })

  test('are written no more once the page is gone', async () => {
    const { clinician, written, patientRead, end, settle } = chart(undefined)
    patientRead()
    await settle()
    end()
    clinician.answer('Q1', 'yes')
    await settle()
    expect(written).toEqual([])
  })
})
