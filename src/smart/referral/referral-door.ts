import type { KeptResponse, ReferralDoor, TrialVersion } from '../../engine/referral/door.ts'
import { GENERATIONS, type KeyParts, keyText } from '../../engine/referral/key.ts'
import type { AnswerStore } from '../answer-store.ts'
import type { Clock } from '../outside.ts'
import { sha256 } from '../sha256.ts'
import type { SiteReferral } from '../site-referral.ts'
import type { Connection } from './connection.ts'
import { type KnownAbilities, openDesk } from './desk.ts'
import { findBefore } from './find-before.ts'
import { findEarlier } from './find-earlier.ts'
import { keptResponses, toldOf } from './kept-responses.ts'
import { runReferral } from './run-referral.ts'

/** Opens the way to refer the patient of a connection. */
export function openReferralDoor({
  connection,
  site,
  pending,
  clock,
  abilities,
}: {
  readonly connection: Connection
  readonly site: SiteReferral
  readonly pending: AnswerStore['pending']
  readonly clock: Pick<Clock, 'pause'>
  /** Where what the EHR can do is known to more than this door. */
  readonly abilities?: KnownAbilities | undefined
}): ReferralDoor {
  const desk = openDesk(connection, abilities)
  const kept = keptResponses(connection)

  const key = (parts: Omit<KeyParts, 'iss' | 'patientId'>): Promise<string> =>
    sha256(keyText({ iss: connection.ehr.base, patientId: connection.patientId, ...parts }))
  const keyOf = ({ id, version }: TrialVersion, recipient: string, generation: number) =>
    key({ trial: id, version, recipient, generation, purpose: 'referral' })
  /** The identifiers of all generations, the first one first. None where nobody at the site receives them. */
  const referralKeys = async (trial: TrialVersion): Promise<readonly string[]> => {
    const recipient = site.recipients.get(trial.id)
    if (!recipient) return []
    const generations = Array.from({ length: GENERATIONS }, (_, generation) => generation)
    return Promise.all(generations.map((generation) => keyOf(trial, recipient.id, generation)))
  }

  const response = (asked: Promise<string>): KeptResponse => ({
    read: async () => toldOf(await kept.readKept(await asked)),
    write: async (make) => {
      const own = await asked
      return (await kept.writeKept(own, await make(own))).kind === 'kept'
    },
  })
  /** Not of one recipient or definition: what was said of a trial counts for it, whatever becomes of those. */
  const keyOfPatient = (trial: string, purpose: 'answers' | 'outcome' | 'board') =>
    key({ trial, version: '', recipient: '', generation: 0, purpose })

  return {
    answerWithinDays: site.answerWithinDays,
    recipientOf: (trial) => site.recipients.get(trial),
    earlier: async (trial, today) => findEarlier(desk, await referralKeys(trial), today),
    before: (trials, today) =>
      findBefore(trials, today, {
        desk,
        connection,
        referralKeys,
        boardKey: ({ id }) => keyOfPatient(id, 'board'),
      }),
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
    outcome: ({ id }) => response(keyOfPatient(id, 'outcome')),
    board: ({ id }) => response(keyOfPatient(id, 'board')),
    ...(site.keepAnswers && { answers: response(keyOfPatient('', 'answers')) }),
  }
}
