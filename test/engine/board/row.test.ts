/** The row of a patient: made with less than a card is, and the same as the whole cards come to. */
import { describe, expect, it } from 'vitest'
import { type ReadRow, rowOf } from '../../../src/engine/board/row.ts'
import type { Override } from '../../../src/engine/verdict/override.ts'
import { catalog, day, matcher, recordOf, TODAY } from '../../support/match.ts'
import { LABELLED, labelled, MAKING, PATIENT } from '../referral/drafts.ts'

const matchOf = (id: string, isAnswered: boolean) => {
  const { record, answers } = labelled(id)
  return matcher.match(record, catalog.trials, day(TODAY), isAnswered ? answers : [])
}
const kindsIn = ({ trials }: ReadRow) => trials.map(({ verdict }) => verdict.kind)

describe('a row', () => {
  it.each(LABELLED)('of %s is what its whole cards come to, answered or not, in both languages', (id) => {
    for (const isAnswered of [false, true]) {
      const row = matcher.row(matchOf(id, isAnswered), MAKING)
      const { en, nl } = {
        en: rowOf(matcher.cards(matchOf(id, isAnswered), 'en', MAKING)),
        nl: rowOf(matcher.cards(matchOf(id, isAnswered), 'nl', MAKING)),
      }
      expect(row?.rows).toEqual({ en, nl })
    }
  })

  it('is tried on every verdict, and with questions to put', () => {
    const rows = LABELLED.map((id) => matcher.row(matchOf(id, false), MAKING)?.rows.en)
    const kinds = new Set(rows.flatMap((row) => (row ? kindsIn(row) : [])))
    expect([...kinds].sort()).toEqual(['does-not-fit', 'may-fit', 'not-applicable'])
    expect(rows.filter((row) => row?.missing.some(({ question }) => question)).length).toBeGreaterThan(20)
  })

  it('says that something was overridden, as the cards do', () => {
    const match = matcher.match(recordOf(PATIENT), catalog.trials, day(TODAY))
    const override: Override = {
      trial: 'NCT06452485',
      criterion: 'dutch-language',
      reason: 'other',
      note: 'said so',
    }
    const row = matcher.row(match, MAKING, [], [override])
    const cards = matcher.cards(match, 'en', MAKING, [], undefined, [override])
    expect(row?.rows.en).toEqual(rowOf(cards))
    expect(row?.rows.en.trials.filter(({ verdict }) => verdict.overrides)).toHaveLength(1)
  })
})
