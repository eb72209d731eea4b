import { describe, expect, it } from 'vitest'
import { factsNamed } from '../support/match.ts'

const sideOf = (line: string, fact = 'breast-cancer') => factsNamed(fact, `female\n${line}`)[0]?.side

describe('the side of an entry (HZ-16, D-25)', () => {
  it.each([
    ['2020 cancer', 'unknown'],
    ['2020 cancer breast', 'unknown'],
    ['2020 cancer left breast', 'left'],
    ['2020 cancer right breast', 'right'],
    ['2020 cancer both breast', 'both'],
    ['2020 cancer left-breast', 'left'],
    ['2020 cancer right-breast', 'right'],
    ['2020 left-cancer', 'left'],
    ['2020 left-cancer left breast', 'left'],
    ['2020 condition ICD10CM|C50.912', 'left'],
    ['2020 condition ICD10CM|C50912', 'left'],
    ['2020 condition ICD10CM|c50.911', 'right'],
    ['2020 condition ICD10CM|C50.122', 'left'],
    ['2020 condition ICD10CM|C50.919', 'unknown'],
    ['2020 condition ICD10NL|C50.9', 'unknown'],
    ['2020 condition ICD10CM|D05.12', 'left'],
    ['2020 condition ICD10CM|D05.11', 'right'],
    ['2020 condition ICD10CM|D05.10', 'unknown'],
  ])('%s: %s', (line, side) => {
    expect(sideOf(line)).toBe(side)
  })

  it.each([
    ['2020 left-cancer right breast'],
    ['2020 cancer left right breast'],
    ['2020 cancer left right-breast'],
    ['2020 condition ICD10CM|C50.911 left breast'],
    ['2020 left-cancer also=ICD10CM|C50.911'],
    ['2020 left-cancer both breast'],
  ])('%s contradicts itself: a conflict, never a choice', (line) => {
    expect(sideOf(line)).toBe('conflict')
  })

  it('takes the reason into account: a course on the left for a cancer on the right is a conflict', () => {
    expect(sideOf('2020 radiotherapy left breast', 'radiotherapy')).toBe('left')
    expect(sideOf('2020 radiotherapy breast reason=ICD10CM|C50.911', 'radiotherapy')).toBe('right')
    expect(sideOf('2020 radiotherapy left breast reason=ICD10CM|C50.911', 'radiotherapy')).toBe('conflict')
    expect(sideOf('2020 radiotherapy left breast reason=ICD10CM|C50.912', 'radiotherapy')).toBe('left')
  })

  it('reads the side in a code of an operation', () => {
    expect(sideOf('2020 procedure SNOMED|428571003', 'breast-surgery')).toBe('left')
    expect(sideOf('2020 procedure SNOMED|428571003 right breast', 'breast-surgery')).toBe('conflict')
    expect(sideOf('2020 procedure SNOMED|27865001', 'breast-surgery')).toBe('both')
  })
})
