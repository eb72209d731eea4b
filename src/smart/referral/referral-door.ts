import type { KeptResponse, ReferralDoor, TrialVersion } from '../../engine/referral/door.ts'
import { GENERATIONS, type KeyParts, keyText } from '../../engine/referral/key.ts'
import type { AnswerStore } from '../answer-store.ts'
import type { Clock } from '../outside.ts'
import { sha256 } from '../sha256.ts'
import type { SiteReferral } from '../site-referral.ts'
import type { Connection } from './connection.ts'
import { openDesk } from './desk.ts'
import { findEarlier } from './find-earlier.ts'
import { keptResponses } from './kept-responses.ts'
import { runReferral } from './run-referral.ts'

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
