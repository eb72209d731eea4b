// @vitest-environment jsdom
/** The clinician's answers and overrides on the page: counted at once, kept as codes, never another patient's. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createClinician } from '../../src/app/clinician.ts'
import { readKept } from '../../src/app/kept-answers.ts'
import { createModel } from '../../src/app/model.ts'
import { SESSION_PROBLEMS } from '../../src/app/ports.ts'
import { halfReadCard, mayFitCard } from './cards.ts'
import { fakeAnswerStore, fakePorts, fakeTimers, settled } from './fake-ports.ts'

const MINUTE = 60_000
const TRIAL = 'NCT06452485'
const SIGNED = { by: 'Dr. Test Oncologist', at: '2026-11-23T09:41' }

/** A page on which the engine has the patient open. */
async function openPage(kept?: unknown, options: Parameters<typeof fakePorts>[0] = {}) {
  const answers = fakeAnswerStore(kept)
  const outside = fakePorts({
    answers: answers.store,
    user: { reference: 'Practitioner/test', name: SIGNED.by },
    ...options,
  })
  const clock = fakeTimers()
  const model = createModel(outside.ports, clock.timers)
  void model.open()
  outside.chartOpens()
  outside.queriesCome()
  await settled()
  outside.update({ kind: 'cards', cards: [halfReadCard] })
  const stored = () => JSON.parse(answers.stored() ?? 'null')
  return { ...outside, clock, model, clinician: model.clinician, stored }
}

describe('an answer', () => {
  it('is told to the engine at once with name and time, and kept', async () => {
    const { clinician, told, stored } = await openPage()
    clinician.answer('Q1', 'yes')
    clinician.answer('Q8', 3)
    const answers = [
      { question: 'Q1', answer: 'yes', ...SIGNED },
      { question: 'Q8', answer: 3, ...SIGNED },
    ]
    expect(told.at(-1)).toEqual({ answers, overrides: [] })
    expect(stored()).toEqual({ answers, overrides: [] })
  })

  it('has no name where the EHR gave none', async () => {
    const outside = fakePorts()
    const model = createModel(outside.ports, fakeTimers().timers)
    void model.open()
    outside.chartOpens()
    outside.queriesCome()
    await settled()
    model.clinician.answer('Q11', 'unknown')
    expect(outside.told.at(-1)?.answers).toEqual([{ question: 'Q11', answer: 'unknown', at: SIGNED.at }])
    expect(model.clinician.keeping.value).toBe('page')
  })

  it('takes the place of an earlier one; the same again, as by a double click, is none', async () => {
    const { clinician, told } = await openPage()
    clinician.answer('Q1', 'yes')
    clinician.answer('Q1', 'yes')
    expect(told).toHaveLength(1)
    clinician.answer('Q1', 'no-low-risk')
    expect(told.at(-1)?.answers).toMatchObject([{ question: 'Q1', answer: 'no-low-risk' }])
  })

  it('withdrawn is gone, and is kept nowhere', async () => {
    const { clinician, told, stored } = await openPage()
    clinician.answer('Q1', 'yes')
    clinician.answer('Q11', 'no')
    clinician.withdraw('Q1')
    clinician.withdraw('Q99')
    expect(told).toHaveLength(3)
    expect(told.at(-1)?.answers).toMatchObject([{ question: 'Q11', answer: 'no' }])
    expect(stored().answers).toMatchObject([{ question: 'Q11' }])
  })

  it('that the engine cannot take counts as our failure', async () => {
    const outside = fakePorts()
    const broken = {
      ...outside.ports,
      startEngine: (onUpdate: Parameters<typeof outside.ports.startEngine>[0]) => ({
        ...outside.ports.startEngine(onUpdate),
        setClinician: () => {
          throw new Error('secret of Anna')
        },
      }),
    }
    const model = createModel(broken, fakeTimers().timers)
    void model.open()
    outside.chartOpens()
    outside.queriesCome()
    await settled()
    model.clinician.answer('Q1', 'yes')
    expect(model.state.value).toEqual({ kind: 'stopped', problem: { kind: 'engine-failed' } })
  })
})

describe('an override', () => {
  it('carries reason, name and time; what is in the clinician’s own words is never kept', async () => {
    const { clinician, told, stored } = await openPage()
    clinician.override(TRIAL, 'performance-status', 'chart-wrong', '  Typing error, says Anna.  ')
    const coded = { trial: TRIAL, criterion: 'performance-status', reason: 'chart-wrong', ...SIGNED }
    expect(told.at(-1)?.overrides).toEqual([{ ...coded, note: 'Typing error, says Anna.' }])
    expect(stored().overrides).toEqual([coded])
    expect(JSON.stringify(stored())).not.toContain('Anna')
  })

  it('takes the place of an earlier one of that criterion, and is removed alone', async () => {
    const { clinician, told } = await openPage()
    clinician.override(TRIAL, 'performance-status', 'chart-wrong')
    clinician.override(TRIAL, 'adult', 'other')
    clinician.override(TRIAL, 'performance-status', 'study-team-says')
    expect(told.at(-1)?.overrides.map(({ criterion, reason }) => [criterion, reason])).toEqual([
      ['adult', 'other'],
      ['performance-status', 'study-team-says'],
    ])
    clinician.removeOverride(TRIAL, 'adult')
    clinician.removeOverride('NCT00000000', 'performance-status')
    expect(told.at(-1)?.overrides.map(({ criterion }) => criterion)).toEqual(['performance-status'])
  })

  it('ends its note after 500 letters', async () => {
    const { clinician, told } = await openPage()
    clinician.override(TRIAL, 'adult', 'other', 'x'.repeat(9_000))
    expect(told.at(-1)?.overrides[0]?.note).toHaveLength(500)
  })
})

describe('what was kept', () => {
  const KEPT = {
    answers: [{ question: 'Q1', answer: 'yes', ...SIGNED }],
    overrides: [{ trial: TRIAL, criterion: 'adult', reason: 'other', ...SIGNED }],
  }

  it('is told to the engine once it has the patient, before anything of the record is read', async () => {
    const { told, clinician } = await openPage(KEPT)
    expect(told).toEqual([KEPT])
    expect(clinician.keeping.value).toBe('session')
    clinician.answer('Q11', 'yes')
    expect(told.at(-1)?.answers.map(({ question }) => question)).toEqual(['Q1', 'Q11'])
  })

  it('is not told where there is nothing', async () => {
    expect((await openPage()).told).toEqual([])
  })

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['a list', [KEPT]],
    ['no lists', { answers: 'Q1', overrides: { 0: KEPT } }],
    ['answers without shape', { answers: [null, 'Q1', { question: 'Q1' }, { question: 1, answer: 'yes' }] }],
    [
      'answers of another kind',
      {
        answers: [
          { question: 'Q1', answer: 2.5 },
          { question: 'Q1', answer: true },
        ],
      },
    ],
    ['a reason that is none', { overrides: [{ trial: TRIAL, criterion: 'adult', reason: 'constructor' }] }],
  ])('counts for nothing where it is %s', (_, kept) => {
    expect(readKept(kept)).toEqual({ answers: [], overrides: [] })
  })

  it('loses what has no business in it: words, names without end, moments that are none', () => {
    const [answer] = readKept({
      answers: [{ question: 'Q1', answer: 'yes', by: 'x'.repeat(900), at: 'yesterday', note: 'Anna' }],
    }).answers
    expect(answer).toEqual({ question: 'Q1', answer: 'yes', by: 'x'.repeat(200) })
    const [override] = readKept({ overrides: [{ ...KEPT.overrides[0], note: 'Anna' }] }).overrides
    expect(override).toEqual(KEPT.overrides[0])
  })

  it('holds one answer to each question, the last', () => {
    const twice = { answers: [...KEPT.answers, { question: 'Q1', answer: 'unknown' }] }
    expect(readKept(twice).answers).toEqual([{ question: 'Q1', answer: 'unknown' }])
  })

  it('never throws, whatever stands there (P-18)', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readKept({ answers: value, overrides: value })
        readKept(value)
      }),
      { seed: 6_452_485 },
    )
  })
})

describe('answers that stand in the chart', () => {
  it('are taken over without being kept a second time, and one’s own to the same question stays', async () => {
    const outside = fakePorts()
    const { store, stored } = fakeAnswerStore()
    const part = createClinician({
      now: () => SIGNED.at,
      user: () => SIGNED.by,
      tell: (answers, overrides) => outside.told.push({ answers, overrides }),
    })
    part.keepIn(store)
    part.begin()
    part.answer('Q1', 'yes')
    const before = stored()
    part.inherit([
      { question: 'Q1', answer: 'no-low-risk', by: 'Dr. B' },
      { question: 'Q11', answer: 'yes', by: 'Dr. B' },
    ])
    expect(outside.told.at(-1)?.answers).toMatchObject([
      { question: 'Q1', answer: 'yes', by: SIGNED.by },
      { question: 'Q11', answer: 'yes', by: 'Dr. B' },
    ])
    expect(stored()).toBe(before)
    part.keptInChart(true)
    expect(part.keeping.value).toBe('chart')
    part.keptInChart(false)
    expect(part.keeping.value).toBe('session')
  })
})

describe('the end of a page', () => {
  it.each(SESSION_PROBLEMS)(
    'after %s loses what was kept only where the patient may be another (HZ-20)',
    async (problem) => {
      const { clinician, readingStops, stored, model, told } = await openPage()
      clinician.answer('Q1', 'yes')
      readingStops(problem)
      await settled()
      const isAnother = problem === 'patient-differs' || problem === 'somebody-else'
      expect(stored()?.answers.length ?? 0).toBe(isAnother ? 0 : 1)
      expect(JSON.stringify(model.state.value)).not.toContain('Q1')
      clinician.answer('Q1', 'no-low-risk')
      expect(told).toHaveLength(1)
      expect(stored()?.answers[0]?.answer).toBe(isAnother ? undefined : 'yes')
    },
  )

  it('by leaving keeps them for a reload, and the next page has them identical', async () => {
    const first = await openPage()
    first.clinician.answer('Q1', 'yes')
    first.clinician.override(TRIAL, 'adult', 'other')
    const before = first.told.at(-1)
    first.model.leave()
    const next = await openPage(first.stored())
    expect(next.told).toEqual([before])
  })

  it('after 15 minutes without use forgets them (T-30)', async () => {
    const { clinician, clock, stored } = await openPage()
    clinician.answer('Q1', 'yes')
    clock.pass(15 * MINUTE)
    expect(stored()).toBeNull()
  })

  it('leaves them with a card that is ready', async () => {
    const { clinician, update, readingEnds, model, told } = await openPage()
    readingEnds()
    await settled()
    update({ kind: 'cards', cards: [mayFitCard] })
    expect(model.state.value.kind).toBe('ready')
    clinician.answer('Q1', 'yes')
    update({ kind: 'cards', cards: [mayFitCard] })
    expect(model.state.value.kind).toBe('ready')
    expect(told).toHaveLength(1)
  })
})
