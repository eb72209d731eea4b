import { beforeAll, describe, expect, test } from 'vitest'
import { start, step } from '../../../src/engine/referral/machine/machine.ts'
import type { Event } from '../../../src/engine/referral/machine/moves.ts'
import { seeded } from '../../support/flaky-fhir/seeded.ts'
import { answersTo, PATIENT, SERVERS, type Server } from './machine-moves.ts'
import { ARROWS, MEANS, RULES } from './machine-rules.ts'
import { type Machine, type Walked, walk, wander } from './machine-walk.ts'

/** Breaks of the rules, by rule. The walk goes on, so that one run shows all of them. */
function breaks() {
  const broken = new Map<string, string[]>()
  const visit = (walked: Walked) => {
    for (const [rule, holds] of RULES) {
      if (holds(walked)) continue
      const { from, event, to } = walked
      const story = [from.state, event, to.state].map((one) => JSON.stringify(one).slice(0, 400)).join(' → ')
      broken.set(rule, [...(broken.get(rule) ?? []), story].slice(0, 3))
    }
  }
  return { broken, visit }
}

describe('the state machine, walked through in every state with everything that can happen', () => {
  const { broken, visit } = breaks()
  const [arrows, acts] = [new Set<string>(), new Set<string>()]
  let states = 0

  beforeAll(() => {
    for (const server of SERVERS)
      states += walk(server, (walked) => {
        visit(walked)
        const { from, event, to } = walked
        if (from.state.kind !== to.state.kind) arrows.add(`${from.state.kind} → ${to.state.kind}`)
        if (from !== to && !('to' in event)) acts.add(`${from.state.kind}: ${event.kind}`)
      })
  }, 120_000)

  test.each(RULES.map(([rule]) => rule))('%s', (rule) => {
    expect(broken.get(rule) ?? []).toEqual([])
  })

  test('takes every arrow of the diagram, and everything that a reader can do', () => {
    const pairs = (table: Record<string, readonly string[]>, between: string) =>
      Object.entries(table).flatMap(([from, all]) => all.map((one) => `${from}${between}${one}`))
    expect([...arrows].sort()).toEqual(pairs(ARROWS, ' → ').sort())
    expect([...acts].sort()).toEqual(pairs(MEANS, ': ').sort())
    expect(states).toBeGreaterThan(20_000)
  })
})

describe('the state machine, wandered through where a server may hold anything', () => {
  test('keeps every rule', () => {
    const { broken, visit } = breaks()
    for (let seed = 1; seed <= 1500; seed += 1) wander(100, seeded(seed), visit)
    expect([...broken]).toEqual([])
  })
})

describe('a machine that is broken', () => {
  /** What each of these does wrong, and the rules that find it out. */
  const BROKEN: readonly (readonly [string, Server, RegExp, Machine])[] = [
    [
      'takes the word of the server for it',
      'plain',
      /HZ-11/,
      (referral, event) => {
        const isTaken = 'to' in event && event.to === 'post' && event.posted.kind === 'answered'
        const done = step(referral, event)
        const { state } = done.referral
        if (!isTaken || state.kind !== 'verifying') return done
        const sent = {
          rung: 'transaction',
          parts: [],
          differs: [],
          missing: [],
          duplicates: [],
          notMarked: [],
          copies: 'looking',
          wasThere: false,
          attempts: 1,
        } as const
        const told = { kind: 'sent', checked: state.checked, sent } as const
        return { ...done, referral: { ...done.referral, state: told } }
      },
    ],
    [
      'takes a search that failed for one that found nothing',
      'plain',
      /HZ-10/,
      (referral, event) =>
        'to' in event && event.to === 'search' && event.searched.kind === 'failed'
          ? step(referral, { ...event, searched: { kind: 'found', resources: [] } })
          : step(referral, event),
    ],
    [
      'does not wait before it sends again',
      'plain',
      /W-06/,
      (referral, event) => {
        const { state } = referral
        const isSearch = 'to' in event && event.to === 'search'
        return isSearch && state.kind === 'verifying'
          ? step({ ...referral, state: { ...state, search: 4 } }, event)
          : step(referral, event)
      },
    ],
    [
      'sends again for every search that finds nothing',
      'plain',
      /W-03/,
      (referral, event) => {
        const { work } = referral
        const isSearch = 'to' in event && event.to === 'search'
        return step(work && isSearch ? { ...referral, work: { ...work, posts: 0 } } : referral, event)
      },
    ],
    [
      'sends again by itself after it said that nobody knows',
      'plain',
      /W-05/,
      (referral, event) => {
        const { work } = referral
        const isSearch = 'to' in event && event.to === 'search'
        return step(work && isSearch ? { ...referral, work: { ...work, mayResend: true } } : referral, event)
      },
    ],
    [
      'notes nothing as pending',
      'plain',
      /W-21/,
      (referral, event) => {
        const { referral: next, commands } = step(referral, event)
        return { referral: next, commands: commands.filter(({ kind }) => kind !== 'mark') }
      },
    ],
  ]

  test.each(BROKEN)('is found out where it %s', (_, server, rule, machine) => {
    const { broken, visit } = breaks()
    walk(server, visit, machine, 4000)
    expect([...broken.keys()].join()).toMatch(rule)
  })
})

describe('an answer', () => {
  const opened = step(start(PATIENT), { kind: 'open' }).referral
  const [answer] = answersTo({ kind: 'check' }, 'plain')
  const late = { ...answer, turn: opened.turn } as Event

  test('that comes after the reader has left changes nothing', () => {
    const left = step(opened, { kind: 'cancel' }).referral
    expect(step(left, late)).toEqual({ referral: left, commands: [] })
  })

  test('to a question that was asked again since changes nothing', () => {
    const again = step(step(opened, { kind: 'cancel' }).referral, { kind: 'open' }).referral
    expect(step(again, late)).toEqual({ referral: again, commands: [] })
  })

  test('to something that was not asked is a mistake of whoever runs it', () => {
    const wrong: Event = { to: 'post', posted: { kind: 'unclear' }, turn: opened.turn }
    expect(() => step(opened, wrong)).toThrow('not to what was asked')
  })
})
