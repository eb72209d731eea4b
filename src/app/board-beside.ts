import { decisionOf } from '../engine/board/decision-response.ts'
import type { ReadTrial } from '../engine/board/row.ts'
import type { ReferralDoor } from '../engine/referral/door.ts'
import type { BoardPorts } from './board-port.ts'
import { besides, type Rows, rowIn, type Turn } from './board-rows.ts'
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
      if (door) await Promise.all(row.trials.map((trial) => lookAt(trial, turn, door)))
    } finally {
      current = undefined
      session.close()
    }
  }
  const lookAt = async (trial: ReadTrial, turn: Turn, door: ReferralDoor) => {
    const version = { id: trial.id, version: trial.version }
    const [earlier, kept] = await Promise.all([
      door.earlier(version, now().date).catch(() => FAILED),
      door
        .board(version)
        .read()
        .catch(() => FAILED),
    ])
    const [referral] = earlier.kind === 'read' ? earlier.earlier : []
    const found = kept.kind === 'read' && kept.found ? decisionOf(kept.found, turn.of) : undefined
    // One that was written under this trial's identifier and says another is not understood.
    const before = found?.decision.trial === trial.id ? found : undefined
    rows.change(turn.of, turn, (entry) => {
      const known = entry.beside.get(trial.id)
      // What was decided here meanwhile is newer, and not what this meeting is held against.
      const decided = before && { decision: before.decision, kept: 'in-chart' as const }
      return besides(entry, trial.id, {
        isUnread: earlier.kind === 'failed' || kept.kind === 'failed',
        ...(referral && { referral }),
        ...(before && !known?.decided && decided && { decided, before }),
      })
    })
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

const FAILED = { kind: 'failed' } as const
