import type { Json } from '../../engine/fhir.ts'
import type { Bar } from '../../engine/referral/bars.ts'
import type { Desk } from '../../engine/referral/desk.ts'
import type { Consent, Draft } from '../../engine/referral/draft.ts'
import { start, step } from '../../engine/referral/machine/machine.ts'
import type { Answer, Command, Event, Question } from '../../engine/referral/machine/moves.ts'
import type { Checked, ReferralRun, ReferralState } from '../../engine/referral/state.ts'
import type { Clock } from '../outside.ts'
import { answerOf } from './run-question.ts'

/** Referrals that were posted, and of which it is not known what became of them. Outlives the page. */
export interface PendingReferrals {
  mark(key: string): void
  clear(key: string): void
  /** When it left, in milliseconds since 1970. Undefined where it is not pending. */
  since(key: string): number | undefined
}

/** What a draft is made from, beyond what the card knows. */
export interface DraftOrder {
  readonly key: string
  readonly generation: number
  readonly checked: Checked
  readonly consent: Consent
  readonly reason?: string
}

/** What one referral of one patient is run with. */
export interface ReferralOrder {
  readonly desk: Desk
  readonly clock: Pick<Clock, 'pause'>
  readonly patientId: string
  /** The patient as read: compared with the record again before anything is written. */
  patient(): Json
  /** The evaluation date, `YYYY-MM-DD`. */
  today(): string
  /** The identifier of the first referral, of the second, and so on. */
  keyOf(generation: number): Promise<string>
  /** Writes what is sent, after the clinician confirmed. */
  draft(order: DraftOrder): Promise<Draft>
  /** Why it may not be sent, asked again at the moment of sending. */
  stands(): readonly Bar[]
  readonly pending: PendingReferrals
  /** False where this server lost an identifier of ours before, in this session. */
  keepsIdentifiers(): boolean
  /** It lost one now. */
  onNotIdempotent(): void
  onState(state: ReferralState): void
  /** A fault of our own: told apart, because the state says only what it means for the referral. */
  onBug(error: unknown): void
}

/**
 * Runs a referral: hands what happens to the machine, and does what the machine asks, one thing at a time. It decides
 * nothing itself.
 */
export function runReferral(order: ReferralOrder): ReferralRun {
  let referral = start(order.patientId)
  let isClosed = false

  const take = (event: Event): void => {
    const before = referral.state
    const { referral: next, commands } = step(referral, event)
    referral = next
    for (const command of commands) obey(command)
    if (next.state !== before) order.onState(next.state)
  }

  const obey = (command: Command): void => {
    if ('turn' in command) void put(command)
    else if (command.kind === 'mark') order.pending.mark(command.key)
    else if (command.kind === 'clear') order.pending.clear(command.key)
    else order.onNotIdempotent()
  }

  /** Puts a question and takes the answer. A page that is gone hears of none. */
  const put = async ({ turn, ...question }: Question & { readonly turn: number }): Promise<void> => {
    const answer = await answerOf(question, order).catch((error: unknown): Answer => {
      order.onBug(error)
      return { to: 'nothing' }
    })
    if (isClosed) return
    try {
      take({ ...answer, turn })
    } catch (error) {
      // What came back cannot be worked with; the state must not wait for it for ever.
      order.onBug(error)
      take({ to: 'nothing', turn })
    }
  }

  const act = (event: Event): void => {
    if (!isClosed) take(event)
  }
  return {
    get state() {
      return referral.state
    },
    open: () => act({ kind: 'open' }),
    review: () => act({ kind: 'review' }),
    confirm: (said) => act({ kind: 'confirm', said }),
    cancel: () => act({ kind: 'cancel' }),
    searchAgain: () => act({ kind: 'searchAgain' }),
    resume: () => act({ kind: 'resume' }),
    markDuplicate: (reference) => act({ kind: 'markDuplicate', reference }),
    close: () => {
      isClosed = true
    },
  }
}
