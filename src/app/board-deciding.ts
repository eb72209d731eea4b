import type { Decision } from '../engine/board/decision.ts'
import { decisionResponse } from '../engine/board/decision-response.ts'
import type { ReadTrial } from '../engine/board/row.ts'
import type { Language } from '../engine/language.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { DecidedHere } from './board-decided.ts'
import { besides, type Decided, type Entry, isInvented, type Rows, rowIn } from './board-rows.ts'
import type { Deciding } from './board-shown.ts'
import type { Moment, OpenSession } from './ports.ts'

/** What a board decides: it counts at once, and is written where the site allows it. */
export interface Decisions {
  decide(patientId: string, trial: string, said: Deciding, participants: string): void
  /** Rows that come, or come back, have what was decided of them at this meeting. */
  restore(patientIds: readonly string[]): void
  forget(): void
}

/** What decisions are kept with. */
export interface DecisionsParts {
  readonly rows: Rows
  readonly here: DecidedHere
  now(): Moment
  language(): Language
  requester(): Requester | undefined
  open(patientId: string): OpenSession
}

/** All that is needed to write a decision, however the row is by then. */
interface ToWrite {
  readonly entry: Entry
  readonly trial: ReadTrial
  readonly decided: Decided
  /** The language that the trial's statements are in. */
  readonly spoken: Language
}

const LONGEST_NOTE = 500

/** Nothing was decided yet. */
export function createDecisions({ rows, here, now, language, requester, open }: DecisionsParts): Decisions {
  /** Waits to be written, by patient and trial: the last one wins. */
  const toWrite = new Map<string, ToWrite>()
  /** One at a time of each. */
  const writing = new Set<string>()
  const keyOf = (patientId: string, trial: string) => JSON.stringify([patientId, trial])

  const show = (patientId: string, trial: string, decided: Decided) => {
    const entry = rows.get(patientId)
    if (entry) rows.change(patientId, entry.turn, (one) => besides(one, trial, { decided }))
  }

  const writeAll = async (key: string): Promise<void> => {
    if (writing.has(key)) return
    writing.add(key)
    for (let next = toWrite.get(key); next; next = toWrite.get(key)) {
      const { entry, trial, decided } = next
      const isKept = await write(next).catch(() => false)
      // Another may have been made meanwhile: that one is written next. Or all is over.
      if (toWrite.get(key) !== next) continue
      toWrite.delete(key)
      const now: Decided = { ...decided, kept: isKept ? 'in-chart' : 'session' }
      here.move(entry.patientId, trial.id, now)
      show(entry.patientId, trial.id, now)
    }
    writing.delete(key)
  }

  const write = async ({ entry, trial, decided: { decision }, spoken }: ToWrite): Promise<boolean> => {
    const { id } = trial
    const session = open(entry.patientId)
    const { instant } = now()
    const author = requester()
    const referral = entry.beside.get(id)?.referral
    try {
      const kept = session.referral?.board({ id, version: trial.version })
      if (!kept) return false
      return await kept.write((key) =>
        decisionResponse(
          decision,
          { ...trial.snapshot, ...(referral && { referral: referral.status }) },
          {
            trial: { id, acronym: trial.acronym, registryLink: trial.registryLink },
            patientId: entry.patientId,
            key,
            language: spoken,
            writtenAt: decision.at ?? instant,
            statements: trial.statements,
            isTestData: isInvented(entry),
            ...(author && { author }),
          },
        ),
      )
    } finally {
      session.close()
    }
  }

  return {
    decide: (patientId, id, { kind, reason, note = '' }, participants) => {
      const entry = rows.get(patientId)
      const spoken = language()
      const trial = entry && rowIn(entry, spoken)?.trials.find((one) => one.id === id)
      // Of a patient who is not read there is nothing to decide by.
      if (!entry || !trial) return
      if ((kind === 'not-suitable') !== (reason !== undefined))
        throw new Error(`no reason for ${kind}: ${reason}`)
      const words = note.trim().slice(0, LONGEST_NOTE)
      const present = participants.trim().slice(0, LONGEST_NOTE)
      const by = requester()?.name
      const decision: Decision = {
        trial: id,
        kind,
        ...(reason && { reason }),
        ...(words && { note: words }),
        ...(present && { participants: present }),
        ...(by && { by }),
        at: now().instant,
      }
      const decided: Decided = { decision, kept: 'pending' }
      const key = keyOf(patientId, id)
      here.keep(entry, trial, decided)
      show(patientId, id, decided)
      toWrite.set(key, { entry, trial, decided, spoken })
      void writeAll(key)
    },
    restore: (patientIds) => {
      for (const patientId of patientIds)
        for (const [trial, decided] of here.allOf(patientId)) show(patientId, trial, decided)
    },
    forget: () => {
      toWrite.clear()
      here.forget()
    },
  }
}
