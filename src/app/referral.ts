import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Card } from '../engine/card/card.ts'
import { barsOf } from '../engine/referral/bars.ts'
import type { Objection } from '../engine/referral/desk.ts'
import type { ReferralDoor } from '../engine/referral/door.ts'
import type { Consent, Draft, DraftRequest, Requester } from '../engine/referral/draft.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'
import { halfOf } from '../engine/referral/machine/checking.ts'
import type { ReferralRun, ReferralState } from '../engine/referral/state.ts'
import { keepAgreedLetter } from './agreed-letter.ts'
import { draftRequest } from './draft-request.ts'
import { keepOutcome } from './outcome.ts'
import type { BrowserDoings, Moment } from './ports.ts'
import {
  checkedOf,
  isWritten,
  type Kept,
  type ReferralActions,
  type ShownReferral,
} from './Referral/shown.ts'
import { showReferral } from './show-referral.ts'

/** What one trial's referral is made with. */
export interface ReferralParts {
  readonly card: ReadonlySignal<Card>
  readonly patientId: string
  readonly siteName: string
  readonly requester: ReadonlySignal<Requester | undefined>
  /** How long ago the record was read, in minutes. */
  readonly readAgeMinutes: ReadonlySignal<number>
  /** Brings that up to date: a computer that slept ran no timers. */
  lookAtClock(): void
  /** Whether the record holds an objection to research; undefined until it was asked. */
  readonly objection: ReadonlySignal<Objection | undefined>
  /** Absent where the site has not turned referral on. */
  readonly door: ReferralDoor | undefined
  readonly keptAnswers: ReadonlySignal<Kept>
  readonly browser: BrowserDoings
  draft(request: DraftRequest): Promise<Draft>
  now(): Moment
  /** The chart shows somebody else by now: nothing of this card may stay. */
  stop(why: 'patient-differs'): void
  fail(): void
}

/** One trial's referral of one patient: what is shown of it, and what may be asked. */
export interface Referral {
  readonly shown: ReadonlySignal<ShownReferral>
  readonly actions: ReferralActions
  /** Reads what was referred and recorded before. */
  look(): void
  /** True while it is not known what became of it. */
  isUnderWay(): boolean
  close(): void
}

/** The referral of a patient to one trial, from its button to what came of it. */
export function createReferral(parts: ReferralParts): Referral {
  const { card, door, requester, browser, patientId } = parts
  const { id, version } = card.peek().trial
  const recipient = door?.recipientOf(id)
  const state = signal<ReferralState>({ kind: 'idle' })
  const earlier = signal<readonly EarlierReferral[]>([])
  const earlierFailed = signal(false)
  let run: ReferralRun | undefined
  let isStarting = false
  let hasLooked = false
  let isClosed = false

  const bars = computed(() =>
    barsOf({
      card: card.value,
      readAgeMinutes: parts.readAgeMinutes.value,
      hasRecipient: recipient !== undefined,
      hasRequester: requester.value !== undefined,
      isTurnedOn: door !== undefined,
      objects: parts.objection.value === 'objects',
    }),
  )

  const request = (key: string, consent?: Consent, reason?: string) =>
    draftRequest(
      {
        card: card.peek(),
        recipient,
        requester: requester.peek(),
        answerWithinDays: door?.answerWithinDays,
        now: parts.now(),
        objects: parts.objection.peek() === 'objects',
      },
      { key, consent, reason },
    )

  const letter = keepAgreedLetter({
    card,
    requester,
    state,
    objection: parts.objection,
    draft: (consent) => parts.draft(request('', consent)),
  })

  const outcome = keepOutcome({
    card,
    patientId,
    requester,
    kept: door?.outcome({ id, version }),
    patient: async () => (await parts.draft(request(''))).patient,
    now: parts.now,
  })

  const take = (next: ReferralState) => {
    if (isClosed) return
    const checked = checkedOf(next)
    batch(() => {
      state.value = next
      if (next.kind === 'confirming') letter.askAnew()
      if (!checked) return
      hasLooked = true
      earlier.value = checked.earlier
      earlierFailed.value = false
    })
    if (next.kind === 'notSent' && next.why.kind === 'patient-changed') return parts.stop('patient-differs')
    if (next.kind !== 'ready' || !isWritten(next.checked.rung)) return
    // A referral of which only a part is there is completed, not made a second time.
    if (halfOf(next.checked)) run?.resume()
    else run?.review()
  }

  const start = async () => {
    if (!door || !recipient || isStarting) return
    isStarting = true
    const draft = await letter.write()
    isStarting = false
    if (isClosed) return
    // Nothing has been asked yet, let alone sent.
    if (!draft) return take({ kind: 'notSent', why: { kind: 'could-not-check' } })
    run = door.refer({
      trial: { id, version },
      recipient,
      patient: draft.patient,
      onState: take,
      stands: () => {
        parts.lookAtClock()
        return bars.peek()
      },
      draft: ({ key, consent, reason }) => parts.draft(request(key, consent, reason)),
      today: () => parts.now().date,
      // The state says what it means for the referral. The page stays: it may hold the only word on one under way.
      onBug: () => {},
    })
    run.open()
  }

  const look = async () => {
    const [read] = await Promise.all([door?.earlier({ id, version }, parts.now().date), outcome.look()])
    // What was found before sending is newer.
    if (isClosed || !read || hasLooked) return
    if (read.kind === 'failed') earlierFailed.value = true
    else earlier.value = read.earlier
  }

  return {
    shown: showReferral({
      ...parts,
      recipient,
      bars,
      state,
      earlier,
      earlierFailed,
      letter: letter.letter,
      outcome,
    }),
    look: () => void look().catch(parts.fail),
    isUnderWay: () => ['sending', 'verifying', 'ambiguous'].includes(state.peek().kind),
    actions: {
      open: () => {
        parts.lookAtClock()
        if (isClosed || bars.peek().length > 0) return
        if (run) run.open()
        else void start().catch(parts.fail)
      },
      review: () => run?.review(),
      cancel: () => run?.cancel(),
      confirm: (said) => run?.confirm(said),
      searchAgain: () => run?.searchAgain(),
      resume: () => run?.resume(),
      markDuplicate: (reference) => run?.markDuplicate(reference),
      readAgain: browser.reload,
      showLetter: letter.show,
      copyLetter: async () => {
        const now = await letter.written()
        return now !== undefined && browser.copy(now.text)
      },
      printLetter: () => void letter.written().then((now) => now && browser.print()),
      setOutcome: (said) => void outcome.set(said).catch(parts.fail),
    },
    close: () => {
      isClosed = true
      letter.close()
      run?.close()
    },
  }
}
