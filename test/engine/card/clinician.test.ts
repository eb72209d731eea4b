/** The clinician's part in a card: which question is put, whose an answer is, and what an override leaves alone. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Card, CardLine } from '../../../src/engine/card/card.ts'
import type { Answer } from '../../../src/engine/facts/answers.ts'
import { Matcher } from '../../../src/engine/index.ts'
import type { Language } from '../../../src/engine/language.ts'
import { recordFromBundle } from '../../../src/engine/record/from-file.ts'
import type { PatientRecord } from '../../../src/engine/record/record.ts'
import { OVERRIDE_REASONS, type Override } from '../../../src/engine/verdict/override.ts'
import { generatedAnswers } from '../../support/generated-patients.ts'
import { answersOf, catalog, day, matcher, recordOf, TODAY, trial } from '../../support/match.ts'
import { resourcesOf } from '../../support/patient.ts'

const MAKING = { software: '0.1.0', asOf: TODAY, readAt: `${TODAY}T09:41`, place: 'worker' } as const
const SEED = 6_452_485

/** Something of the disease, and nothing that decides. */
const BARE = ['female, born 1961-04-02', '2020-03-01 cancer left breast'].join('\n')
/** Operated for the recurrence: only a judgement is missing. */
const OPERATED = [
  BARE,
  '2020-06-01/2020-08-01 radiotherapy left breast',
  '2026-03-01 recurrence left breast',
  '2026-04-01 mastectomy left breast',
].join('\n')

interface Said {
  readonly answers?: readonly Answer[]
  readonly overrides?: readonly Override[]
  readonly language?: Language
}

const cardsOf = (record: PatientRecord, { answers = [], overrides = [], language = 'en' }: Said = {}) => {
  const match = matcher.match(record, catalog.trials, day(TODAY), answers)
  return { match, cards: matcher.cards(match, language, MAKING, [], undefined, overrides) }
}

function cardOf(patient: string, said: Said = {}): Card {
  const { cards } = cardsOf(recordOf(resourcesOf(patient)), said)
  return cards.find((card) => card.trial.id === trial.id)!
}

const lineOf = (id: string, patient: string, said: Said = {}): CardLine =>
  cardOf(patient, said).lines.find((line) => line.id === id)!

const by = (question: string, answer: string | number): Answer => ({
  question,
  answer,
  by: 'Dr. Test Oncologist',
  at: '2026-11-23T09:41',
})

describe('the question that a line puts', () => {
  it('stands with its choices, "unknown" among them, and its help, in the language of the card', () => {
    const { asks } = lineOf('salvage-surgery', OPERATED)
    expect(asks?.id).toBe('Q1')
    expect(asks?.text).toMatch(/^In the judgement of the multidisciplinary team/)
    expect(asks?.choices.map(({ code }) => code)).toEqual(['yes', 'no-low-risk', 'not-yet-known', 'unknown'])
    expect(asks?.choices.map(({ text }) => text)).toContain('not yet known (pathology pending)')
    expect(asks?.help).toMatch(/R1/)
    const dutch = lineOf('salvage-surgery', OPERATED, { language: 'nl' }).asks
    expect(dutch?.text).toMatch(/^Heeft het recidief/)
    expect(dutch?.choices.map(({ text }) => text)).toContain('onbekend')
  })

  it('offers a small number of lesions by number, as its own code for more says, and any size in millimetres', () => {
    const { asks } = lineOf('oligometastases-limit', BARE, {
      answers: answersOf({ Q7: 'permitted-nodes-only' }),
    })
    expect([asks?.id, asks?.number]).toEqual(['Q8', { from: 1, to: 5 }])
    const numbers = catalog.questions.filter(({ number }) => number !== undefined)
    expect(numbers.map(({ id }) => id)).toEqual(['Q8', 'Q16'])
    const { cards } = cardsOf(recordOf(resourcesOf(OPERATED)))
    const sizes = cards.flatMap(({ lines }) => lines).flatMap(({ asks: one }) => one ?? [])
    expect(sizes.find(({ id }) => id === 'Q16')?.number).toEqual({ from: 0, to: 400 })
  })

  it('offers "unknown" even where a definition forgot it, and takes it as an answer', () => {
    const questions = catalog.questions.map((one) => ({
      ...one,
      answers: one.answers.filter(({ code }) => code !== 'unknown'),
    }))
    const forgetful = new Matcher({ ...catalog, questions })
    const line = (answers: readonly Answer[]) => {
      const match = forgetful.match(recordOf(resourcesOf(BARE)), [trial], day(TODAY), answers)
      return forgetful.cards(match, 'nl', MAKING)[0]?.lines.find(({ id }) => id === 'dutch-language')
    }
    expect(line([])?.asks?.choices.at(-1)).toEqual({ code: 'unknown', text: 'onbekend' })
    expect(line(answersOf({ Q11: 'unknown' }))?.answered[0]?.answer).toBe('onbekend')
  })

  it('has its help in both languages, with the same numbers', () => {
    const numbers = (text: string) => text.match(/\d+/g) ?? []
    const helping = catalog.questions.flatMap(({ id, help }) => (help ? [{ id, ...help }] : []))
    // What the guideline says of risk and of the indication, above all.
    expect(helping.map(({ id }) => id)).toEqual(expect.arrayContaining(['Q1', 'Q3']))
    for (const { id, en, nl } of helping) {
      expect(numbers(nl), id).toEqual(numbers(en))
      expect(nl, id).not.toBe(en)
    }
  })

  it('is put only where the line is open: an answer that settles it ends the asking', () => {
    expect(lineOf('dutch-language', BARE).asks?.id).toBe('Q11')
    expect(lineOf('dutch-language', BARE, { answers: answersOf({ Q11: 'yes' }) }).asks).toBeUndefined()
    expect(lineOf('adult', BARE).asks).toBeUndefined()
  })

  it('is put no more once "unknown" was answered, and the line stays open', () => {
    const line = lineOf('dutch-language', BARE, { answers: [by('Q11', 'unknown')] })
    expect([line.effect, line.reason, line.asks]).toEqual(['open', 'clinician', undefined])
    expect(line.answered).toMatchObject([{ id: 'Q11', given: 'unknown', answer: 'unknown' }])
  })

  it('is no other that could not decide either, where the one that could was answered "unknown"', () => {
    const line = lineOf('salvage-surgery', OPERATED, { answers: answersOf({ Q1: 'unknown' }) })
    expect(line.asks).toBeUndefined()
    // Of two that could, the other is asked.
    expect(lineOf('locoregional-recurrence', BARE).asks?.id).toBe('Q4')
    const answers = answersOf({ Q4: 'unknown' })
    expect(lineOf('locoregional-recurrence', BARE, { answers }).asks?.id).toBe('Q6')
  })

  it('is put at every line that it settles, and one answer answers all of them', () => {
    const asking = (said: Said) =>
      cardOf(OPERATED, said)
        .lines.filter(({ asks }) => asks?.id === 'Q1')
        .map(({ id }) => id)
    expect(asking({})).toEqual(['salvage-surgery', 'low-risk-recurrence'])
    const answers = answersOf({ Q1: 'yes' })
    expect(asking({ answers })).toEqual([])
    for (const id of ['salvage-surgery', 'low-risk-recurrence'])
      expect(lineOf(id, OPERATED, { answers }).answered.map((one) => one.id)).toEqual(['Q1'])
  })

  it('is not put while the line is still being read', () => {
    const record = recordOf(resourcesOf(BARE))
    const match = matcher.match(record, [trial], day(TODAY), answersOf({ Q11: 'unknown' }))
    const pending = [{ id: 'Observation', kind: 'search', resource: 'Observation', parameters: [] }] as const
    const [card] = matcher.cards(match, 'en', MAKING, pending)
    const checked = card!.lines.filter(({ checking }) => checking)
    expect(checked.length).toBeGreaterThan(0)
    for (const { asks } of checked) expect(asks).toBeUndefined()
  })
})

describe('the order of what is open', () => {
  const openOf = (card: Card) => card.sections.find(({ kind }) => kind === 'open')?.lines ?? []

  it('follows what unlocks most, by the trial’s own order of questions', () => {
    const asked = openOf(cardOf(BARE)).flatMap(({ asks }) => asks?.id ?? [])
    expect(asked).toEqual(['Q4', 'Q6', 'Q2', 'Q1', 'Q7', 'Q10', 'Q11', 'Q9', 'Q5'])
  })

  it('leaves lines that ask nothing behind those that ask, by their reasons as before', () => {
    const lines = openOf(
      cardOf(BARE, { answers: answersOf({ Q4: 'unknown', Q6: 'unknown', Q11: 'unknown' }) }),
    )
    const isAsking = lines.map(({ asks }) => asks !== undefined)
    expect(isAsking).toContain(false)
    expect(isAsking.lastIndexOf(true)).toBeLessThan(isAsking.indexOf(false))
    const silent = lines.filter(({ asks }) => asks === undefined).map(({ reason }) => reason)
    expect(silent[0]).toBe('clinician')
  })

  it('is the trial’s order of questions for every labelled patient and trial', () => {
    for (const record of records)
      for (const card of cardsOf(record).cards) {
        const order = catalog.trials.find(({ id }) => id === card.trial.id)!.questionOrder
        const places = openOf(card).map(({ asks }) => (asks ? order.indexOf(asks.id) : order.length))
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }
  })
})

describe('an answer on the card', () => {
  it('carries who gave it and when, in words', () => {
    expect(lineOf('dutch-language', BARE, { answers: [by('Q11', 'yes')] }).answered).toMatchObject([
      {
        id: 'Q11',
        given: 'yes',
        answer: 'yes',
        by: 'Dr. Test Oncologist',
        at: '23 Nov 2026 09:41',
        whose: 'Answer of Dr. Test Oncologist, 23 Nov 2026 09:41',
      },
    ])
    const dutch = lineOf('dutch-language', BARE, { answers: [by('Q11', 'yes')], language: 'nl' })
    expect(dutch.answered[0]?.whose).toBe('Antwoord van Dr. Test Oncologist, 23 nov 2026 09:41')
    expect(lineOf('dutch-language', BARE, { answers: answersOf({ Q11: 'yes' }) }).answered[0]?.whose).toBe(
      'your answer',
    )
  })

  it('is marked as an answer in the evidence, and nothing of the chart is (HZ-21)', () => {
    const { used, result } = lineOf('salvage-surgery', OPERATED, { answers: [by('Q1', 'yes')] })
    const answers = used.filter(({ isAnswer }) => isAnswer)
    expect(answers.map(({ reference, status }) => [reference, status])).toEqual([
      ['Question/Q1', 'Answer of Dr. Test Oncologist, 23 Nov 2026 09:41'],
    ])
    const chart = used.filter(({ isAnswer }) => !isAnswer)
    expect(chart.length).toBeGreaterThan(0)
    for (const { reference } of chart) expect(reference).not.toMatch(/^Question/)
    expect(result).toMatch(/; yes, as answered$/)
  })

  it('that the chart contradicts stands beside it, both in words and neither winning (P-15)', () => {
    const patient = `${BARE}\n2026-11-20 ecog 1\n2026-11-20 ecog 0`
    const line = lineOf('performance-status', patient, { answers: [by('Q10', '3')] })
    expect([line.effect, line.reason]).toEqual(['open', 'conflict'])
    expect(line.result).toMatch(
      /^Answer and chart differ\. Chart: WHO [01], 20 Nov 2026\. Answer: WHO 3, as answered$/,
    )
    expect(line.used.some(({ isAnswer }) => isAnswer)).toBe(true)
    expect(line.used.some(({ isAnswer }) => !isAnswer)).toBe(true)
    const dutch = lineOf('performance-status', patient, { answers: [by('Q10', '3')], language: 'nl' })
    expect(dutch.result).toMatch(/^Antwoord en dossier verschillen\. Dossier: .* Antwoord: /)
  })

  it('that its question does not have is shown nowhere', () => {
    for (const answer of ['perhaps', '', 7])
      expect(lineOf('dutch-language', BARE, { answers: [{ question: 'Q11', answer }] }).answered).toEqual([])
    expect(matcher.match(recordOf([]), [trial], day(TODAY), [by('Q99', 'yes')]).given).toEqual([])
  })

  it('changes nothing by its name and time', () => {
    for (const given of answersGiven)
      for (const patient of [BARE, OPERATED]) {
        const named = given.map((one) => ({ ...one, by: 'Dr. A', at: '2026-11-22T08:00' }))
        const found = (answers: readonly Answer[]) =>
          cardOf(patient, { answers }).lines.map(({ id, status, reason }) => [id, status, reason])
        expect(found(named)).toEqual(found(given))
      }
  })

  it('withdrawn leaves the card as it was before, byte for byte (P-15)', () => {
    expect(JSON.stringify(cardOf(OPERATED, { answers: [] }))).toBe(JSON.stringify(cardOf(OPERATED)))
  })
})

describe('an override', () => {
  const override = (criterion: string, more: Partial<Override> = {}): Override => ({
    trial: trial.id,
    criterion,
    reason: 'chart-wrong',
    by: 'Dr. Test Oncologist',
    at: '2026-11-23T09:41',
    ...more,
  })
  const AGAINST = `${BARE}\n2026-11-20 ecog 3`

  it('stands at its line with reason, name and time, and the verdict line says that it changes nothing', () => {
    const card = cardOf(AGAINST, { overrides: [override('performance-status', { note: 'Typing error.' })] })
    const line = card.lines.find(({ id }) => id === 'performance-status')
    expect([line?.effect, line?.override?.text]).toEqual(['contradicts', 'the chart is wrong'])
    expect(line?.override).toMatchObject({
      reason: 'chart-wrong',
      note: 'Typing error.',
      whose: 'Overridden by Dr. Test Oncologist, 23 Nov 2026 09:41',
    })
    expect([card.verdict.kind, card.verdict.sentence]).toEqual(['does-not-fit', 'Does not appear to fit'])
    expect(card.verdict.overrides).toEqual({
      count: 1,
      sentence: '1 criterion overridden by Dr. Test Oncologist: verdict unchanged',
    })
    const unnamed = { trial: trial.id, criterion: 'dutch-language', reason: 'other' } as const
    expect(cardOf(AGAINST, { overrides: [unnamed], language: 'nl' }).verdict.overrides?.sentence).toBe(
      '1 criterium terzijde gelegd door u: uitkomst ongewijzigd',
    )
  })

  it.each([
    ['of a criterion that supports', override('adult')],
    ['of a criterion that does not exist', override('no-such-criterion')],
    ['of another trial', override('performance-status', { trial: 'NCT00000000' })],
  ])('%s is not counted and shown nowhere', (_, one) => {
    const card = cardOf(AGAINST, { overrides: [one] })
    expect(card.lines.some((line) => line.override)).toBe(false)
    expect(card.verdict.overrides).toBeUndefined()
  })

  it('rests while its criterion supports, and counts again when that turns', () => {
    const overrides = [override('dutch-language')]
    const counted = (answer: string) =>
      cardOf(BARE, { overrides, answers: answersOf({ Q11: answer }) }).verdict.overrides?.count
    expect([counted('no'), counted('yes'), counted('unknown')]).toEqual([1, undefined, 1])
  })

  it('is not shown where the trial does not apply: nothing was judged', () => {
    const card = cardOf('female, born 1961-04-02', { overrides: [override('performance-status')] })
    expect(card.verdict).not.toHaveProperty('overrides')
  })

  it('becomes a file for the author of the definition, without anything of the patient', () => {
    const one = override('performance-status', { reason: 'reading-differs', note: 'Zubrod was meant.' })
    const { file } = cardOf(AGAINST, { overrides: [one] }).lines.find(({ id }) => id === one.criterion)!
      .override!
    expect(file.name).toBe('override-NCT06452485-performance-status.json')
    expect(JSON.parse(file.content)).toEqual({
      kind: 'trialside-override',
      trial: 'NCT06452485',
      version: trial.version,
      hash: trial.hash,
      criterion: 'performance-status',
      finding: { status: 'not-met', reason: null },
      override: { reason: 'reading-differs', note: 'Zubrod was meant.' },
      software: 'Trialside 0.1.0',
    })
    expect(file.content).not.toMatch(/1961|2026|Dr\.|ecog|WHO 3/)
  })

  it('offers its reasons in words, in both languages', () => {
    for (const language of ['en', 'nl'] as const) {
      const { overrideReasons } = cardOf(BARE, { language })
      expect(overrideReasons.map(({ code }) => code)).toEqual(OVERRIDE_REASONS)
      expect(new Set(overrideReasons.map(({ text }) => text)).size).toBe(OVERRIDE_REASONS.length)
    }
  })

  it('never changes a finding, a verdict or any other word of a card: on every labelled patient, by chance', () => {
    const ids = catalog.trials.flatMap(({ id, criteria }) => criteria.map((one) => [id, one.id] as const))
    const some = fc.array(
      fc.record({
        of: fc.constantFrom(...ids),
        reason: fc.constantFrom(...OVERRIDE_REASONS),
        note: fc.string(),
      }),
      { minLength: 1, maxLength: 12 },
    )
    let shown = 0
    for (const [index, record] of records.entries()) {
      const [drawn = []] = fc.sample(some, { seed: SEED + index, numRuns: 1 })
      const answers = answersGiven[index % answersGiven.length] ?? []
      const overrides = drawn.map(({ of: [id, criterion], reason, note }) =>
        override(criterion, { trial: id, reason, note }),
      )
      const before = cardsOf(record, { answers })
      const after = cardsOf(record, { answers, overrides })
      expect(JSON.stringify(after.match.verdicts)).toBe(JSON.stringify(before.match.verdicts))
      expect(plain(after.cards)).toBe(JSON.stringify(before.cards))
      shown += after.cards.filter(({ verdict }) => verdict.overrides).length
    }
    expect(shown).toBeGreaterThan(records.length / 2)
  })
})

/** The labelled patients. */
const records = readdirSync('test/cases/cases')
  .sort()
  .map((file) => {
    const read = recordFromBundle(JSON.parse(readFileSync(`test/cases/cases/${file}`, 'utf8')))
    if (!read.ok) throw new Error(`${file}: ${read.problem.kind}`)
    return read.value
  })

/** Answers by chance, always the same. */
const answersGiven = fc.sample(generatedAnswers, { seed: SEED, numRuns: 20 })

/** Cards as text, without what was overridden. */
const plain = (cards: readonly Card[]): string =>
  JSON.stringify(cards, (key, value) => (key === 'override' || key === 'overrides' ? undefined : value))
