import type { Decision } from '../engine/board/decision.ts'
import { decisionResponse } from '../engine/board/decision-response.ts'
import type { Language } from '../engine/language.ts'
import type { Requester } from '../engine/referral/draft.ts'
import { besides, type Decided, type Entry, isInvented, type Rows, rowIn } from './board-rows.ts'
import type { Deciding } from './board-shown.ts'
import type { Moment, OpenSession } from './ports.ts'

/** What a board decides: it counts at once, and is written where the site allows it. */
export interface Decisions {
  decide(patientId: string, trial: string, said: Deciding, participants: string): void
  /** True while one is being written, or is only here. */
  isAnyOnlyHere(): boolean
}

/** What decisions are kept with. */
export interface DecisionsParts {
  readonly rows: Rows
  now(): Moment
  language(): Language
  requester(): Requester | undefined
  open(patientId: string): OpenSession
}

const LONGEST_NOTE = 500

/** Nothing was decided yet. */
export function createDecisions({ rows, now, language, requester, open }: DecisionsParts): Decisions {
  /** Decisions being written, by patient and trial: one at a time, the last one winning. */
  const writing = new Set<string>()

  const keep = (patientId: string, trial: string, decided: Decided) => {
    const entry = rows.get(patientId)
    if (entry) rows.change(patientId, entry.turn, (one) => besides(one, trial, { decided }))
  }
  const decidedNow = (patientId: string, trial: string) => rows.get(patientId)?.beside.get(trial)?.decided

  const writeAll = async (patientId: string, trial: string): Promise<void> => {
    const key = JSON.stringify([patientId, trial])
    if (writing.has(key)) return
    writing.add(key)
    for (;;) {
      const decided = decidedNow(patientId, trial)
      if (decided?.kept !== 'pending') break
      const isKept = await write(rows.get(patientId), trial, decided.decision).catch(() => false)
      // Another may have been made meanwhile: that one is written next.
      if (decidedNow(patientId, trial)?.decision === decided.decision)
        keep(patientId, trial, { ...decided, kept: isKept ? 'in-chart' : 'session' })
    }
    writing.delete(key)
  }

  const write = async (entry: Entry | undefined, id: string, decision: Decision): Promise<boolean> => {
    const spoken = language()
    const trial = entry && rowIn(entry, spoken)?.trials.find((one) => one.id === id)
    if (!entry || !trial) return false
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
    decide: (patientId, trial, { kind, reason, note = '' }, participants) => {
      const entry = rows.get(patientId)
      // Of a patient who is not read there is nothing to decide by.
      if (!entry || !rowIn(entry, language())?.trials.some(({ id }) => id === trial)) return
      if ((kind === 'not-suitable') !== (reason !== undefined))
        throw new Error(`no reason for ${kind}: ${reason}`)
      const words = note.trim().slice(0, LONGEST_NOTE)
      const present = participants.trim().slice(0, LONGEST_NOTE)
      const by = requester()?.name
      const decision: Decision = {
        trial,
        kind,
        ...(reason && { reason }),
        ...(words && { note: words }),
        ...(present && { participants: present }),
        ...(by && { by }),
        at: now().instant,
      }
      keep(patientId, trial, { decision, kept: 'pending' })
      void writeAll(patientId, trial)
    },
    isAnyOnlyHere: () =>
      rows
        .entries()
        .some(({ beside }) =>
          [...beside.values()].some(({ decided }) => decided && decided.kept !== 'in-chart'),
        ),
  }
}
