import { describe, expect, it } from 'vitest'
import { readableRow, readableRows } from '../../src/app/readable-row.ts'
import { type ReadRow, rowOf } from '../../src/engine/board/row.ts'
import { cardsOfCase } from '../engine/board/cards.ts'

const rowOfCase = (language: 'en' | 'nl' = 'en'): ReadRow => {
  const row = rowOf(cardsOfCase('d01', { language }))
  if (!row) throw new Error('no row')
  return row
}

describe('a row as it comes from the engine', () => {
  it('is left as it is where all of it is text', () => {
    expect(readableRow(rowOfCase(), 'en')).toEqual(rowOfCase())
  })

  it('has nothing that is no text, and no link that is no https address', () => {
    const row = rowOfCase('nl')
    const odd = { odd: true } as never
    const strange: ReadRow = {
      ...row,
      patient: { ...row.patient, name: odd },
      trials: row.trials.map((trial) => ({
        ...trial,
        verdict: { ...trial.verdict, sentence: odd },
        registryLink: 'javascript:alert(1)',
      })),
      missing: row.missing.map((item) => ({ ...item, wanted: odd, question: odd })),
      gaps: [odd],
    }
    const { patient, trials, missing, gaps } = readableRow(strange, 'nl')
    const shown = [
      patient.name,
      trials[0]?.verdict.sentence,
      missing[0]?.wanted,
      missing[0]?.question,
      ...gaps,
    ]
    expect(new Set(shown)).toEqual(new Set(['[onleesbare waarde]']))
    expect(trials.map(({ registryLink }) => registryLink)).toEqual(trials.map(() => ''))
  })

  it('shares the statements of a trial with every other row in that language', () => {
    const shared = (language: 'en' | 'nl') => readableRow(rowOfCase(language), language).trials[0]?.statements
    expect(shared('en')).toBe(shared('en'))
    expect(shared('en')).not.toEqual(shared('nl'))
  })

  it('counts as test data where it says so, and not otherwise', () => {
    const rows = { en: rowOfCase(), nl: rowOfCase('nl') }
    expect(readableRows({ rows, isTestData: true }).isTestData).toBe(true)
    expect(readableRows({ rows, isTestData: undefined as never }).isTestData).toBe(false)
  })
})
