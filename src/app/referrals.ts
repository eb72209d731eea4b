import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import { READ_LASTS_MINUTES } from '../engine/referral/bars.ts'
import type { Objection } from '../engine/referral/desk.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { Timers } from './model.ts'
import type { Engine, OpenSession, Ports } from './ports.ts'
import type { Kept } from './Referral/shown.ts'
import { createReferral, type Referral } from './referral.ts'

/** The referrals of one patient, a trial each. */
export interface Referrals {
  /** By the trial's id. */
  readonly of: ReadonlyMap<string, Referral>
  close(): void
}

/** What they are made with. */
export interface ReferralsParts {
  readonly session: OpenSession
  readonly engine: Pick<Engine, 'draft'>
  readonly ports: Pick<Ports, 'now' | 'browser'>
  readonly timers: Timers
  /** When the reading began, by those timers: what was read first is the oldest of it. */
  readonly readAt: number
  readonly requester: ReadonlySignal<Requester | undefined>
  /** What the page shows: the same trials from now on. */
  readonly cards: ReadonlySignal<readonly Card[]>
  readonly keptAnswers: ReadonlySignal<Kept>
  stop(why: 'patient-differs'): void
  fail(): void
}

/** Opens the way to refer, once everything has been read. */
export function openReferrals(parts: ReferralsParts): Referrals {
  const { session, engine, ports, timers, readAt, cards, fail } = parts
  const door = session.referral
  const age = () => timers.milliseconds() - readAt
  const readAgeMinutes = signal(age() / 60_000)
  const objection = signal<Objection | undefined>(undefined)
  const lookAtClock = () => {
    readAgeMinutes.value = age() / 60_000
  }
  const cancelAge = timers.after(READ_LASTS_MINUTES * 60_000 + 1 - age(), lookAtClock)
  void door?.objection().then((found) => {
    objection.value = found
  }, fail)

  const made = cards.peek().map((first) => {
    const card = computed(() => cards.value.find(({ trial }) => trial.id === first.trial.id) ?? first)
    const { id } = first.trial
    const referral = createReferral({
      ...parts,
      card,
      patientId: session.patientId,
      siteName: session.siteName,
      readAgeMinutes,
      lookAtClock,
      objection,
      door,
      browser: ports.browser,
      draft: (request) => engine.draft(request),
      now: ports.now,
    })
    referral.look()
    return [id, referral] as const
  })
  return {
    of: new Map(made),
    close: () => {
      cancelAge()
      for (const [, referral] of made) referral.close()
    },
  }
}
