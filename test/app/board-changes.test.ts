/** What changed since the last meeting is the same from what is left of a card as from the card. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { changesOf } from '../../src/app/board-changes.ts'
import { changesSince } from '../../src/engine/board/changes.ts'
import type { KeptDecision } from '../../src/engine/board/decision.ts'
import { rowOf } from '../../src/engine/board/row.ts'
import { snapshotOf } from '../../src/engine/board/snapshot.ts'
import { LANGUAGES } from '../../src/engine/language.ts'
import { cardsOfCase } from '../engine/board/cards.ts'
import { EARLIER } from './referrals.ts'

const CASES = Object.keys(JSON.parse(readFileSync('test/cases/expected.json', 'utf8'))).slice(0, 24)

describe('what changed since the last meeting', () => {
  it.each(LANGUAGES)('is what the whole card would give (%s)', (language) => {
    let changes = 0
    for (const [place, id] of CASES.entries()) {
      const now = cardsOfCase(id, { language })
      const then = cardsOfCase(CASES[(place + 1) % CASES.length] ?? id)
      for (const [at, card] of now.entries()) {
        const before = then[at]
        const trial = rowOf(now)?.trials[at]
        if (!before || !trial) throw new Error(`${id}: no card`)
        const kept: KeptDecision = {
          decision: { trial: card.trial.id, kind: 'refer' },
          snapshot: snapshotOf(before),
        }
        const referral = place % 2 === 0 ? EARLIER : undefined
        const whole = changesSince(kept, card, referral)
        expect(changesOf(kept, trial, referral), `${id} ${card.trial.id}`).toEqual(whole)
        changes += whole.length
      }
    }
    expect(changes).toBeGreaterThan(100)
  })
})
