/** The way to refer, in the test's hands: it answers what the test says, and notes what was asked of it. */

import type { Json, Resource } from '../../src/engine/fhir.ts'
import type { Objection } from '../../src/engine/referral/desk.ts'
import type { Earlier, KeptResponse, ReferralDoor, ReferralOrder } from '../../src/engine/referral/door.ts'
import type { Draft, DraftRequest, Recipient, Requester } from '../../src/engine/referral/draft.ts'
import type { ReferralState } from '../../src/engine/referral/state.ts'

export const TRIAL = 'NCT06452485'

export const REQUESTER: Requester = { reference: 'Practitioner/test', name: 'Dr. Test Oncologist' }

export const RECIPIENT: Recipient = {
  id: 'office',
  name: 'Trial office (fictional)',
  mail: 'trial-office@sandbox.example',
}

/** The patient as read, with a name that nothing else here has. */
export const PATIENT = { resourceType: 'Patient', id: 'anna', name: [{ text: 'Anna Testmeijer' }] } as const

/** A referral that was begun. */
export interface FakeRun {
  readonly order: ReferralOrder
  /** What was asked of it, by name. */
  readonly calls: string[]
  /** It comes to a state. */
  comesTo(state: ReferralState): void
}

/** A way to refer to one trial. */
export function fakeDoor({
  recipient = RECIPIENT,
  earlier = Promise.resolve({ kind: 'read', earlier: [] }),
  objection = Promise.resolve('none'),
  outcome = fakeKept().kept,
  board = fakeKept().kept,
  answers,
  answerWithinDays = 7,
}: {
  readonly recipient?: Recipient | null
  readonly earlier?: Promise<Earlier>
  readonly objection?: Promise<Objection>
  readonly outcome?: KeptResponse
  readonly board?: KeptResponse
  readonly answers?: KeptResponse
  readonly answerWithinDays?: number
} = {}) {
  const asked: string[] = []
  const runs: FakeRun[] = []
  const noting = (kept: KeptResponse, name: string): KeptResponse => ({
    read: () => {
      asked.push(`read ${name}`)
      return kept.read()
    },
    write: (make) => {
      asked.push(`write ${name}`)
      return kept.write(make)
    },
  })
  const door: ReferralDoor = {
    answerWithinDays,
    recipientOf: (trial) => (trial === TRIAL && recipient ? recipient : undefined),
    earlier: ({ id, version }, today) => {
      asked.push(`earlier ${id} ${version} ${today}`)
      return earlier
    },
    before: async (trials, today) => {
      asked.push(`before ${trials.map(({ id, version }) => `${id} ${version}`).join(', ')} ${today}`)
      const both = { earlier: await earlier, board: await board.read() }
      return new Map(trials.map(({ id }) => [id, both]))
    },
    objection: () => {
      asked.push('objection')
      return objection
    },
    refer: (order) => {
      let state: ReferralState = { kind: 'idle' }
      const calls: string[] = []
      const call = (name: string) => () => void calls.push(name)
      runs.push({
        order,
        calls,
        comesTo: (next) => {
          state = next
          order.onState(next)
        },
      })
      return {
        get state() {
          return state
        },
        open: call('open'),
        review: call('review'),
        confirm: ({ reason }) => void calls.push(reason === undefined ? 'confirm' : `confirm: ${reason}`),
        cancel: call('cancel'),
        searchAgain: call('searchAgain'),
        resume: call('resume'),
        markDuplicate: (reference) => void calls.push(`markDuplicate ${reference}`),
        close: call('close'),
      }
    },
    outcome: ({ id }) => noting(outcome, `outcome of ${id}`),
    board: ({ id }) => noting(board, `board of ${id}`),
    ...(answers && { answers: noting(answers, 'answers') }),
  }
  return { door, asked, runs }
}

/** What the EHR keeps for us: read when the test says so, written as the test says. */
export function fakeKept({
  read = Promise.resolve({ kind: 'read' }),
  write = () => Promise.resolve(true),
}: {
  readonly read?: ReturnType<KeptResponse['read']>
  readonly write?: () => Promise<boolean>
} = {}) {
  const written: Json[] = []
  const kept: KeptResponse = {
    read: () => read,
    write: async (make) => {
      written.push(await make('outcome-key'))
      return write()
    },
  }
  return { kept, written }
}

/** An engine that writes a letter of what it was asked for, and notes that. */
export function fakeDrafts(patient: Json = PATIENT) {
  const requests: DraftRequest[] = []
  const draftOf = (request: DraftRequest): Draft => ({
    trial: request.trial,
    key: request.key,
    letter: {
      language: request.language,
      title: 'Letter',
      parts: [],
      text: `${request.language} by ${request.requester?.name ?? 'nobody'}, ${agreementIn(request)}`,
    },
    parts: [],
    cited: [],
    patient,
  })
  const draft = async (request: DraftRequest): Promise<Draft> => {
    requests.push(request)
    return draftOf(request)
  }
  return { draft, draftOf, requests }
}

const agreementIn = ({ consent }: DraftRequest): string => {
  if (!consent) return 'not agreed'
  return consent.objectionChecked ? 'agreed, no objection' : 'agreed, objection not checked'
}

/** A resource of the EHR. */
export const stored = (resource: Json): Resource => ({ id: 'kept', ...resource }) as Resource
