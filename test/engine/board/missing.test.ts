/** What is missing before the meeting, and who could supply it. */
import { describe, expect, it } from 'vitest'
import { missingIn } from '../../../src/engine/board/missing.ts'
import { SUPPLIERS } from '../../../src/engine/board/supplier.ts'
import type { Card, CardLine } from '../../../src/engine/card/card.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { answersOf, catalog, recordOf, trial } from '../../support/match.ts'
import { LABELLED, PATIENT } from '../referral/drafts.ts'
import { cardOf, cardsOf, cardsOfCase } from './cards.ts'

const RT_HYPE = { trials: [trial] }
const openIn = ({ sections }: Card): readonly CardLine[] =>
  sections.find(({ kind }) => kind === 'open')?.lines ?? []
const isWorth = ({ verdict }: Card) => ['fits', 'may-fit'].includes(verdict.kind)

describe('what is missing for a patient', () => {
  it('is the question of each open criterion, in the order of the card, with whom to ask', () => {
    const [card] = cardsOf(recordOf(PATIENT), RT_HYPE)
    expect(missingIn([card!]).map(({ id, supplier }) => [id, supplier])).toEqual([
      ['Q2', 'surgery'],
      ['Q1', 'board'],
      ['Q7', 'radiology'],
      ['Q11', 'patient'],
    ])
    expect(missingIn([card!])[0]).toEqual({
      id: 'Q2',
      wanted: 'Which operation was done for the recurrence, and when',
      question: 'Which operation for this recurrence was done or is planned?',
      supplier: 'surgery',
      trials: ['RT-HYPE'],
    })
  })

  it('is named once where several trials wait for it, what most wait for first', () => {
    const cards = cardsOf(recordOf(PATIENT)).filter(isWorth)
    const [card] = cardsOf(recordOf(PATIENT), RT_HYPE)
    const other = { ...card!, trial: { ...card!.trial, id: 'OTHER', acronym: 'OTHER' } }
    const last = openIn(card!).at(-1)!
    const short = { ...other, sections: [{ kind: 'open' as const, title: '', lines: [last] }] }
    expect(missingIn([card!, short]).map(({ id, trials }) => [id, trials])[0]).toEqual([
      last.asks!.id,
      ['RT-HYPE', 'OTHER'],
    ])
    const ids = missingIn(cards).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('is of the records where something could not be read, and stands last', () => {
    const record = recordOf(PATIENT, { Procedure: 'failed', Condition: 'failed' })
    const items = missingIn(cardsOf(record, RT_HYPE))
    const lines = openIn(cardsOf(record, RT_HYPE)[0]!)
    const unread = lines.filter(({ reason }) => reason === 'incomplete')
    expect(unread.length).toBeGreaterThan(0)
    const suppliers = items.map(({ supplier }) => supplier === 'records')
    expect(suppliers).toContain(true)
    expect(suppliers).toEqual([...suppliers].sort((a, b) => Number(a) - Number(b)))
  })

  it('is asked of a person where another criterion waits for the same answer for another reason', () => {
    const [card] = cardsOf(recordOf(PATIENT), RT_HYPE)
    const [line] = openIn(card!)
    const unread = { ...line!, id: 'other', reason: 'incomplete' as const }
    for (const lines of [
      [line!, unread],
      [unread, line!],
    ])
      expect(missingIn([{ ...card!, sections: [{ kind: 'open', title: '', lines }] }])).toMatchObject([
        { id: line!.asks!.id, supplier: line!.asks!.supplier },
      ])
  })

  it('stays missing where the answer was "unknown", and is put to the same people', () => {
    const cards = cardsOf(recordOf(PATIENT), { ...RT_HYPE, answers: answersOf({ Q11: 'unknown' }) })
    expect(openIn(cards[0]!).map(({ asks }) => asks?.id)).not.toContain('Q11')
    expect(missingIn(cards)).toContainEqual(expect.objectContaining({ id: 'Q11', supplier: 'patient' }))
  })

  it('is what would settle a criterion that no question settles', () => {
    const [card] = cardsOf(recordOf(PATIENT), RT_HYPE)
    const { asks: _, ...line } = openIn(card!)[0]!
    expect(missingIn([{ ...card!, sections: [{ kind: 'open', title: '', lines: [line] }] }])).toEqual([
      { id: `${trial.id}/${line.id}`, wanted: line.settledBy, supplier: 'clinician', trials: ['RT-HYPE'] },
    ])
  })

  it('is nothing while it is still being read', () => {
    const [card] = cardsOf(recordOf(PATIENT), RT_HYPE)
    const lines = openIn(card!).map((line) => ({ ...line, checking: true }))
    expect(missingIn([{ ...card!, sections: [{ kind: 'open', title: '', lines }] }])).toEqual([])
  })

  it.each(['does-not-fit', 'not-applicable'] as const)(
    'is nothing for a trial that comes out as %s',
    (kind) => {
      const [card] = cardsOf(recordOf(PATIENT), RT_HYPE)
      expect(missingIn([{ ...card!, verdict: { ...card!.verdict, kind } }])).toEqual([])
    },
  )
})

describe('over all labelled patients', () => {
  it.each(LABELLED)(
    'every open criterion of a trial worth discussing is behind an item, and nothing else: %s',
    (id) => {
      const cards = cardsOfCase(id)
      const items = missingIn(cards)
      const waiting = new Set(items.flatMap(({ trials }) => trials))
      const worth = cards.filter(isWorth)
      expect(waiting).toEqual(
        new Set(worth.filter((card) => openIn(card).length > 0).map((card) => card.trial.acronym)),
      )
      for (const card of worth)
        for (const line of openIn(card))
          expect(
            items.some(
              (item) =>
                item.trials.includes(card.trial.acronym) &&
                [line.asks?.wanted, line.settledBy, ...line.answered.map(({ wanted }) => wanted)].includes(
                  item.wanted,
                ),
            ),
          ).toBe(true)
      expect(new Set(items.map(({ id: item }) => item)).size).toBe(items.length)
      for (const { supplier, trials } of items) {
        expect(SUPPLIERS).toContain(supplier)
        expect(new Set(trials).size).toBe(trials.length)
      }
    },
  )

  it('the same is missing in every language', () => {
    for (const id of LABELLED) {
      const [en, nl] = LANGUAGES.map((language) => missingIn(cardsOfCase(id, { language })))
      expect(nl!.map(({ id: item, supplier, trials }) => [item, supplier, trials])).toEqual(
        en!.map(({ id: item, supplier, trials }) => [item, supplier, trials]),
      )
    }
  })
})

describe('whom a question is put to', () => {
  it('is said of every shared question', () => {
    const own = new Set(Object.values(catalog.own ?? {}).flatMap(({ questions }) => questions))
    const shared = catalog.questions.filter(({ id }) => !own.has(id))
    expect(shared.length).toBe(25)
    expect(shared.filter(({ askedOf }) => askedOf === undefined)).toEqual([])
  })

  it('is the clinician where a trial asks a question of its own and does not say', () => {
    const asks = catalog.trials
      .flatMap(({ id }) => openIn(cardOf(cardsOf(recordOf(PATIENT)), id)))
      .flatMap(({ asks: asked }) => asked ?? [])
      .filter(({ id }) => catalog.questions.find((one) => one.id === id)?.askedOf === undefined)
    expect(asks.length).toBeGreaterThan(0)
    expect(new Set(asks.map(({ supplier }) => supplier))).toEqual(new Set(['clinician']))
  })
})
