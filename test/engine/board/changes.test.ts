/** What is otherwise now than at the last meeting. */
import { describe, expect, it } from 'vitest'
import { changeInWords, changesSince } from '../../../src/engine/board/changes.ts'
import { type KeptDecision, NOT_THERE } from '../../../src/engine/board/decision.ts'
import { snapshotOf } from '../../../src/engine/board/snapshot.ts'
import type { Card } from '../../../src/engine/card/card.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import type { ReferralStatus } from '../../../src/engine/referral/earlier.ts'
import { answersOf, recordOf, trial } from '../../support/match.ts'
import { LABELLED, PATIENT } from '../referral/drafts.ts'
import { cardsOf, cardsOfCase } from './cards.ts'

const kept = (card: Card, referral?: ReferralStatus): KeptDecision => ({
  decision: { trial: card.trial.id, kind: 'discuss-again' },
  snapshot: snapshotOf(card, referral && { status: referral }),
})
const cardWith = (given: Readonly<Record<string, string | number>>): Card =>
  cardsOf(recordOf(PATIENT), { trials: [trial], answers: answersOf(given) })[0]!

const BEFORE = cardWith({})
const statementOf = (id: string) => BEFORE.lines.find((line) => line.id === id)!.statement

describe('since the last meeting', () => {
  it.each(LABELLED)('nothing has changed where nothing did, in whatever language: %s', (id) => {
    const [en, nl] = LANGUAGES.map((language) => cardsOfCase(id, { language }))
    for (const [place, card] of en!.entries()) {
      expect(changesSince(kept(card), card)).toEqual([])
      expect(changesSince(kept(card), nl![place]!)).toEqual([])
      expect(changesSince(kept(card, 'requested'), card, { status: 'requested' })).toEqual([])
    }
  })

  it.each(LABELLED)(
    'every criterion that differs is named once, in the order of the card, and no other: %s',
    (id) => {
      const before = cardsOfCase(id, { isAnswered: false })
      for (const now of cardsOfCase(id)) {
        for (const then of before.filter((card) => card.trial.id === now.trial.id)) {
          const named = changesSince(kept(then), now).flatMap((change) =>
            change.kind === 'criterion' ? change.statement : [],
          )
          const differing = now.lines.filter((line, place) => {
            const other = then.lines[place]!
            return line.status !== other.status || line.reason !== other.reason
          })
          expect(named).toEqual(differing.map(({ statement }) => statement))
        }
      }
    },
  )

  it('an answer changed its criterion', () => {
    expect(changesSince(kept(BEFORE), cardWith({ Q11: 'yes' }))).toEqual([
      { kind: 'criterion', statement: statementOf('dutch-language'), before: 'clinician', now: 'met' },
    ])
  })

  it('an answer changed the verdict with it: the verdict is named first', () => {
    expect(changesSince(kept(BEFORE), cardWith({ Q11: 'no' }))).toEqual([
      { kind: 'verdict', before: 'may-fit', now: 'does-not-fit' },
      { kind: 'criterion', statement: statementOf('dutch-language'), before: 'clinician', now: 'not-met' },
    ])
  })

  it('a criterion that the definition no longer has is left out, and a new one is named', () => {
    const { decision, snapshot } = kept(BEFORE)
    const { adult, ...others } = snapshot.criteria
    const criteria = { ...others, 'was-here-once': 'met' }
    expect(changesSince({ decision, snapshot: { ...snapshot, criteria } }, BEFORE)).toEqual([
      { kind: 'criterion', statement: statementOf('adult'), before: NOT_THERE, now: adult },
    ])
  })

  it('what is still being read has not changed', () => {
    const now = cardWith({ Q11: 'no' })
    const lines = now.lines.map((line) => ({ ...line, checking: true }))
    expect(changesSince(kept(BEFORE), { ...now, checking: true, lines })).toEqual([])
  })

  it.each<[string, ReferralStatus | undefined, ReferralStatus | undefined, ReferralStatus | undefined]>([
    ['new', undefined, 'requested', 'requested'],
    ['further', 'requested', 'accepted', 'accepted'],
    ['as far', 'accepted', 'accepted', undefined],
    ['not looked up', 'requested', undefined, undefined],
  ])('a referral is %s', (_, then, now, changed) => {
    expect(changesSince(kept(BEFORE, then), BEFORE, now && { status: now })).toEqual(
      changed === undefined ? [] : [{ kind: 'referral', status: changed }],
    )
  })
})

describe('a change in words', () => {
  it('is a sentence', () => {
    const [verdict, criterion] = changesSince(kept(BEFORE), cardWith({ Q11: 'no' }))
    expect(changeInWords(verdict!, 'en')).toBe('Verdict: does not appear to fit, was may fit')
    expect(changeInWords(criterion!, 'en')).toBe(
      `${statementOf('dutch-language')}: not met, was for the clinician to judge`,
    )
    expect(changeInWords(criterion!, 'nl')).toContain('niet voldaan, was aan de arts om te beoordelen')
    expect(changeInWords({ kind: 'criterion', statement: 'S', before: NOT_THERE, now: 'met' }, 'en')).toBe(
      'S: met, new criterion',
    )
    expect(changeInWords({ kind: 'referral', status: 'accepted' }, 'nl')).toBe(
      'Verwijzing: aangenomen door het trialbureau',
    )
  })

  it('shows a code that has no word as it is', () => {
    expect(changeInWords({ kind: 'referral', status: 'toString' }, 'en')).toBe('Referral: toString')
  })
})
