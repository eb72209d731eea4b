import type { Json, Resource } from '../../engine/fhir.ts'
import type { Bar } from '../../engine/referral/bars.ts'
import type { Objection } from '../../engine/referral/desk.ts'
import type { Consent, Draft, Recipient } from '../../engine/referral/draft.ts'
import type { EarlierReferral } from '../../engine/referral/earlier.ts'
import { GENERATIONS, type KeyParts, keyText } from '../../engine/referral/key.ts'
import type { ReferralRun, ReferralState } from '../../engine/referral/state.ts'
import type { AnswerStore } from '../answer-store.ts'
import type { Clock } from '../outside.ts'
import { sha256 } from '../sha256.ts'
import type { SiteReferral } from '../site-referral.ts'
import type { Connection } from './connection.ts'
import { openDesk } from './desk.ts'
import { findEarlier } from './find-earlier.ts'
import { keptResponses } from './kept-responses.ts'
import { runReferral } from './run-referral.ts'

/** A trial in one version of its definition. */
export interface TrialVersion {
  readonly id: string
  readonly version: string
}

/** What one referral is run with. */
export interface ReferralOrder {
  readonly trial: TrialVersion
  readonly recipient: Recipient
  /** The patient as read. */
  readonly patient: Json
  onState(state: ReferralState): void
  /** Why it may not be sent, asked again at the moment of sending. */
  stands(): readonly Bar[]
  /** Writes what is sent. */
  draft(asked: { readonly key: string; readonly consent: Consent; readonly reason?: string }): Promise<Draft>
  /** The evaluation date, `YYYY-MM-DD`. */
  today(): string
  /** A fault of our own came up; the state says what it means for the referral. */
  onBug(): void
}

/** Something that the EHR keeps for us in one QuestionnaireResponse, found again by its identifier. */
export interface KeptResponse {
  read(): Promise<{ readonly kind: 'read'; readonly found?: Resource } | { readonly kind: 'failed' }>
  /** False where the EHR did not keep it. */
  write(make: (key: string) => Json | Promise<Json>): Promise<boolean>
}

/** What was referred before, or that it could not be read. */
export type Earlier =
  | { readonly kind: 'read'; readonly earlier: readonly EarlierReferral[] }
  | { readonly kind: 'failed' }

/** The way to refer one patient, at a site that has turned it on. */
export interface ReferralDoor {
  readonly answerWithinDays: number
  recipientOf(trial: string): Recipient | undefined
  earlier(trial: TrialVersion, today: string): Promise<Earlier>
  objection(): Promise<Objection>
  refer(order: ReferralOrder): ReferralRun
  /** What came of talking with the patient about one trial. */
  outcome(trial: TrialVersion): KeptResponse
  /** What a board decided of one trial, last. */
  board(trial: TrialVersion): KeptResponse
  /** The clinicians' answers so far. Absent where the site does not keep them in the chart. */
  readonly answers?: KeptResponse
}

/** Opens the way to refer the patient of a connection. */
export function openReferralDoor({
  connection,
  site,
  pending,
  clock,
}: {
  readonly connection: Connection
  readonly site: SiteReferral
  readonly pending: AnswerStore['pending']
  readonly clock: Pick<Clock, 'pause'>
}): ReferralDoor {
  const desk = openDesk(connection)
  const kept = keptResponses(connection)

  const key = (parts: Omit<KeyParts, 'iss' | 'patientId'>): Promise<string> =>
    sha256(keyText({ iss: connection.ehr.base, patientId: connection.patientId, ...parts }))
  const keyOf = ({ id, version }: TrialVersion, recipient: string, generation: number) =>
    key({ trial: id, version, recipient, generation, purpose: 'referral' })

  const response = (asked: Promise<string>): KeptResponse => ({
    read: async () => {
      const read = await kept.readKept(await asked)
      if (read.kind === 'failed') return { kind: 'failed' }
      return { kind: 'read', ...(read.resource && { found: read.resource }) }
    },
    write: async (make) => {
      const own = await asked
      return (await kept.writeKept(own, await make(own))).kind === 'kept'
    },
  })
  /** Not of one recipient or definition: what was said of a trial counts for it, whatever becomes of those. */
  const ofPatient = (trial: string, purpose: 'answers' | 'outcome' | 'board') =>
    response(key({ trial, version: '', recipient: '', generation: 0, purpose }))

  return {
    answerWithinDays: site.answerWithinDays,
    recipientOf: (trial) => site.recipients.get(trial),
    earlier: async (trial, today) => {
      const recipient = site.recipients.get(trial.id)
      if (!recipient) return { kind: 'read', earlier: [] }
      const generations = Array.from({ length: GENERATIONS }, (_, generation) => generation)
      const keys = await Promise.all(generations.map((generation) => keyOf(trial, recipient.id, generation)))
      return findEarlier(desk, keys, today)
    },
    objection: () => desk.objection(),
    refer: ({ trial, recipient, patient, onBug, ...order }) =>
      runReferral({
        ...order,
        desk,
        clock,
        pending,
        patientId: connection.patientId,
        patient: () => patient,
        keyOf: (generation) => keyOf(trial, recipient.id, generation),
        keepsIdentifiers: () => !pending.losesIdentifiers(),
        onNotIdempotent: pending.noteLoss,
        onBug: () => onBug(),
      }),
    outcome: ({ id }) => ofPatient(id, 'outcome'),
    board: ({ id }) => ofPatient(id, 'board'),
    ...(site.keepAnswers && { answers: ofPatient('', 'answers') }),
  }
}
