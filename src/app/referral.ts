import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import { dayOfIso, isoOf } from '../engine/calendar.ts'
import type { Card } from '../engine/card/card.ts'
import { barsOf } from '../engine/referral/bars.ts'
import type { Objection } from '../engine/referral/desk.ts'
import type { Draft, DraftRequest, Letter, Recipient, Requester } from '../engine/referral/draft.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'
import { halfOf } from '../engine/referral/machine/checking.ts'
import { mailOf } from '../engine/referral/mail.ts'
import type { ReferralRun, ReferralState } from '../engine/referral/state.ts'
import { keepOutcome } from './outcome.ts'
import type { BrowserDoings, Moment } from './ports.ts'
import {
  checkedOf,
  isWritten,
  type Kept,
  type ReferralActions,
  type ShownReferral,
} from './Referral/shown.ts'
import type { ReferralDoor } from './referral-port.ts'

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
  readonly answers: ReadonlySignal<number>
  readonly browser: BrowserDoings
  draft(request: DraftRequest): Promise<Draft>
  now(): Moment
  /** The chart shows somebody else by now, or the patient died: nothing of this card may stay. */
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

/** Days that an answer may take where the site does not say. */
const ANSWER_WITHIN_DAYS = 14

/** The referral of a patient to one trial, from its button to what came of it. */
export function createReferral(parts: ReferralParts): Referral {
  const { card, door, requester, browser, patientId } = parts
  const { id, acronym, version } = card.peek().trial
  const recipient = door?.recipientOf(id)
  const state = signal<ReferralState>({ kind: 'idle' })
  const earlier = signal<readonly EarlierReferral[]>([])
  const earlierFailed = signal(false)
  const letter = signal<Letter | 'failed' | undefined>(undefined)
  let run: ReferralRun | undefined
  let isStarting = false
  let isAgreed = false
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

  const request = (asked: Pick<DraftRequest, 'key' | 'consent' | 'reason'>): DraftRequest => {
    const { date, instant } = parts.now()
    const by = requester.peek()
    return {
      trial: id,
      language: card.peek().language,
      ...(recipient && { recipient }),
      ...(by && { requester: by }),
      writtenAt: instant,
      answerBy: isoOf((dayOfIso(date) ?? 0) + (door?.answerWithinDays ?? ANSWER_WITHIN_DAYS)),
      ...asked,
    }
  }

  /**
   * Written for reading: what is sent is written anew, with what was confirmed. Before a step that asks for a yes it
   * shows what would be sent after one; anywhere else it says "yes" only where that was answered.
   */
  const writeLetter = async (): Promise<Draft | undefined> => {
    const checked = checkedOf(state.peek())
    const isAsked = checked !== undefined && isWritten(checked.rung)
    const objectionChecked = checked?.objectionChecked ?? parts.objection.peek() === 'none'
    try {
      const consent = (isAsked || isAgreed) && { agreed: true as const, objectionChecked }
      const draft = await parts.draft(request({ key: '', ...(consent && { consent }) }))
      if (!isClosed) letter.value = draft.letter
      return draft
    } catch {
      if (!isClosed) letter.value = 'failed'
      return undefined
    }
  }

  const outcome = keepOutcome({
    card,
    patientId,
    requester,
    kept: door?.outcome({ id, version }),
    patient: async () => (await parts.draft(request({ key: '' }))).patient,
    now: parts.now,
  })

  const take = (next: ReferralState) => {
    if (isClosed) return
    state.value = next
    if (next.kind === 'notSent' && next.why.kind === 'patient-changed') return parts.stop('patient-differs')
    if (next.kind !== 'ready') return
    void writeLetter()
    if (!isWritten(next.checked.rung)) return
    // A referral of which only a part is there is completed, not made a second time.
    if (halfOf(next.checked)) run?.resume()
    else run?.review()
  }

  const start = async () => {
    if (!door || !recipient || isStarting) return
    isStarting = true
    const draft = await writeLetter()
    isStarting = false
    if (!draft || isClosed) return
    run = door.refer({
      trial: { id, version },
      recipient,
      patient: draft.patient,
      onState: take,
      stands: () => {
        parts.lookAtClock()
        return bars.peek()
      },
      draft: (asked) => parts.draft(request(asked)),
      today: () => parts.now().date,
      // The state says what it means for the referral. The page stays: it may hold the only word on one under way.
      onBug: () => {},
    })
    run.open()
  }

  // A letter that is on screen says what the card says, also after another answer or in another language.
  const endWatch = effect(() => {
    card.value
    if (letter.peek() !== undefined) void writeLetter()
  })

  const look = async () => {
    const [read] = await Promise.all([door?.earlier({ id, version }, parts.now().date), outcome.look()])
    if (isClosed || !read) return
    if (read.kind === 'failed') earlierFailed.value = true
    else earlier.value = read.earlier
  }

  const shown = computed((): ShownReferral => {
    const now = card.value
    const by = requester.value
    const text = letter.value
    const mail = recipient?.mail && mailAddress(now, parts.siteName, recipient, by)
    const statements = (effect: 'open' | 'contradicts') =>
      now.lines.filter((line) => line.effect === effect).map(({ statement }) => statement)
    return {
      trial: { id, acronym, version },
      bars: bars.value,
      state: state.value,
      earlier: earlier.value,
      ...(earlierFailed.value && { earlierFailed: true }),
      ...(recipient && { recipient }),
      ...(by && { requester: by }),
      ...(now.patient && { patient: now.patient }),
      open: statements('open'),
      against: statements('contradicts'),
      overrides: now.lines.filter((line) => line.override).map(({ statement }) => statement),
      answers: parts.answers.value,
      keptAnswers: parts.keptAnswers.value,
      ...(text === 'failed' ? { letterFailed: true } : text && { letter: text }),
      ...(mail && { mail }),
      ...(outcome.outcome.value && { outcome: outcome.outcome.value }),
      ...(outcome.saving.value && { outcomeSaving: outcome.saving.value }),
      outcomeKept: outcome.where.value,
    }
  })

  return {
    shown,
    look: () => void look().catch(parts.fail),
    isUnderWay: () => ['sending', 'verifying', 'ambiguous'].includes(state.peek().kind),
    actions: {
      open: () => {
        parts.lookAtClock()
        if (bars.peek().length > 0) return
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
      showLetter: (agreed) => {
        isAgreed = agreed
        void writeLetter()
      },
      copyLetter: async () => {
        const text = letter.peek()
        return text !== undefined && text !== 'failed' && browser.copy(text.text)
      },
      printLetter: browser.print,
      setOutcome: (said) => void outcome.set(said).catch(parts.fail),
    },
    close: () => {
      isClosed = true
      endWatch()
      run?.close()
    },
  }
}

/** A mail without a patient in it (RFC 6068). */
function mailAddress(
  { trial, language }: Card,
  site: string,
  recipient: Recipient,
  requester: Requester | undefined,
): string {
  const { subject, body } = mailOf({ trial, site, recipient, ...(requester && { requester }) }, language)
  const lines = body.replace(/\n/g, '\r\n')
  return `mailto:${recipient.mail}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`
}
