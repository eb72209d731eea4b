import { decisionOf } from '../engine/board/decision-response.ts'
import type { ReadTrial } from '../engine/board/row.ts'
import type { Before, ReferralDoor } from '../engine/referral/door.ts'
import type { BoardPorts } from './board-port.ts'
import { besides, type Entry, type Rows, rowIn, type Turn } from './board-rows.ts'
import type { OpenSession } from './ports.ts'

/** Reads what stands beside the cards: earlier referrals, and what earlier meetings decided. */
export interface BesideReading {
  /** In the background, one patient after another. */
  look(patientId: string, turn: Turn): void
  /** Nothing more is read. */
  forget(): void
}

/** What it reads with. */
export interface BesideParts {
  readonly rows: Rows
  readonly now: BoardPorts['now']
  open(patientId: string): OpenSession
}

/** Nothing is being read. */
export function readBeside({ rows, now, open }: BesideParts): BesideReading {
  let waiting: Turn[] = []
  let isBusy = false
  let current: OpenSession | undefined

  const next = async () => {
    if (isBusy) return
    isBusy = true
    for (let turn = waiting.shift(); turn; turn = waiting.shift()) await one(turn).catch(() => {})
    isBusy = false
  }
  const one = async (turn: Turn) => {
    const entry = rows.get(turn.of)
    const row = entry?.turn === turn && rowIn(entry, 'en')
    if (!row) return
    const session = open(turn.of)
    current = session
    try {
      const door = session.referral
      if (door) await lookAt(row.trials, turn, door)
    } finally {
      current = undefined
      session.close()
    }
  }
  const lookAt = async (trials: readonly ReadTrial[], turn: Turn, door: ReferralDoor) => {
    const versions = trials.map(({ id, version }) => ({ id, version }))
    const all = await door.before(versions, now().date).catch(() => NOTHING_READ)
    rows.change(turn.of, turn, (entry) =>
      trials.reduce((known, { id }) => noted(known, id, all.get(id) ?? UNREAD), entry),
    )
  }

  return {
    look: (patientId, turn) => {
      waiting = [...waiting.filter(({ of }) => of !== patientId), turn]
      void next()
    },
    forget: () => {
      waiting = []
      current?.close()
    },
  }
}

const UNREAD: Before = { earlier: { kind: 'failed' }, board: { kind: 'failed' } }
const NOTHING_READ: ReadonlyMap<string, Before> = new Map()

/** The entry with what the EHR holds of one trial. */
function noted(entry: Entry, trial: string, { earlier, board }: Before): Entry {
  const [referral] = earlier.kind === 'read' ? earlier.earlier : []
  const found = board.kind === 'read' && board.found ? decisionOf(board.found, entry.patientId) : undefined
  // One that was written under this trial's identifier and says another is not understood.
  const before = found?.decision.trial === trial ? found : undefined
  const known = entry.beside.get(trial)
  // What was decided here meanwhile is newer, and not what this meeting is held against.
  const decided = before && { decision: before.decision, kept: 'in-chart' as const }
  return besides(entry, trial, {
    isUnread: earlier.kind === 'failed' || board.kind === 'failed',
    ...(referral && { referral }),
    ...(before && !known?.decided && decided && { decided, before }),
  })
}
