import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Change, Decision, KeptDecision } from '../engine/board/decision.ts'
import type { ReadRow, ReadTrial } from '../engine/board/row.ts'
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { EarlierReferral } from '../engine/referral/earlier.ts'
import type { BoardProgress, BoardRow, RowTrial } from './board-shown.ts'

/** One attempt at reading one row. What comes of an attempt that is not the row's own any more is dropped. */
export type Turn = Readonly<Record<'of', string>>

/** A decision of this meeting or an earlier one. */
export interface Decided {
  readonly decision: Decision
  readonly kept: NonNullable<RowTrial['decisionKept']>
}

/** What is known of one trial of one patient besides the card. */
export interface Beside {
  readonly referral?: EarlierReferral
  readonly decided?: Decided
  /** What the last meeting decided, and how it stood then. */
  readonly before?: KeptDecision
  /** True where any of it could not be read: then none is known, which is not that there is none. */
  readonly isUnread?: boolean
}

/** One patient of the meeting, as the board itself keeps it. Replaced at each change, never changed. */
export interface Entry {
  readonly patientId: string
  readonly turn: Turn
  readonly state: BoardRow['state']
  readonly problem?: NonNullable<BoardRow['problem']>
  /** The patient alone, while the rest is being read. */
  readonly patient?: NonNullable<Card['patient']>
  /** Each language in which the row is known. */
  readonly rows?: Partial<Readonly<Record<Language, ReadRow>>>
  readonly isTestData?: boolean
  readonly readAt?: string
  /** By the trial's id. */
  readonly beside: ReadonlyMap<string, Beside>
}

/** The rows of a board. */
export interface Rows {
  readonly rows: ReadonlySignal<readonly BoardRow[]>
  readonly progress: ReadonlySignal<Omit<BoardProgress, 'isStopped'>>
  entries(): readonly Entry[]
  get(patientId: string): Entry | undefined
  /** Adds patients at the end, each to be read. */
  add(patientIds: readonly string[]): void
  remove(patientId: string): void
  clear(): void
  /** Another attempt at a row: what was shown of it is gone, what was decided stays. */
  begin(patientId: string, state: 'waiting' | 'reading' | 'stopped'): Turn | undefined
  /** Changes a row, unless it has another turn by now. */
  change(patientId: string, turn: Turn, change: (entry: Entry) => Entry): void
}

/** What the last meeting and this one differ in. */
export type ChangesOf = (
  before: KeptDecision,
  trial: ReadTrial,
  referral: EarlierReferral | undefined,
) => readonly Change[]

/** No rows yet. */
export function createRows(language: ReadonlySignal<Language>, changesOf: ChangesOf): Rows {
  const entries = signal<readonly Entry[]>([])
  const made = new WeakMap<Entry, { readonly language: Language; readonly row: BoardRow }>()

  /** A row that did not change stays the same object, so that a view draws one row and not two hundred. */
  const rowOf = (entry: Entry, spoken: Language): BoardRow => {
    const known = made.get(entry)
    if (known?.language === spoken) return known.row
    const row = shown(entry, spoken, changesOf)
    made.set(entry, { language: spoken, row })
    return row
  }
  const get = (patientId: string) => entries.peek().find((entry) => entry.patientId === patientId)
  const replace = (next: Entry) => {
    entries.value = entries.peek().map((entry) => (entry.patientId === next.patientId ? next : entry))
  }

  return {
    rows: computed(() => entries.value.map((entry) => rowOf(entry, language.value))),
    progress: computed(() => ({
      done: entries.value.filter(({ state }) => state === 'done').length,
      failed: entries.value.filter(({ state }) => state === 'failed').length,
      of: entries.value.length,
    })),
    entries: () => entries.peek(),
    get,
    add: (patientIds) => {
      const added = patientIds.map(
        (patientId): Entry => ({ patientId, turn: { of: patientId }, state: 'waiting', beside: new Map() }),
      )
      entries.value = [...entries.peek(), ...added]
    },
    remove: (patientId) => {
      entries.value = entries.peek().filter((entry) => entry.patientId !== patientId)
    },
    clear: () => {
      entries.value = []
    },
    begin: (patientId, state) => {
      const entry = get(patientId)
      if (!entry) return undefined
      const turn = { of: patientId }
      replace({ patientId, turn, state, beside: entry.beside })
      return turn
    },
    change: (patientId, turn, change) => {
      const entry = get(patientId)
      if (entry?.turn === turn && turn.of === patientId) replace({ ...change(entry), patientId, turn })
    },
  }
}

/** The entry with something else known beside one trial's card. */
export function besides(entry: Entry, trial: string, more: Beside): Entry {
  const beside = new Map(entry.beside).set(trial, { ...entry.beside.get(trial), ...more })
  return { ...entry, beside }
}

/** The row in a language, or in the other where it is known in that alone. */
export const rowIn = ({ rows }: Entry, language: Language): ReadRow | undefined =>
  rows?.[language] ?? rows?.en ?? rows?.nl

/** Marked as invented, as the reading found or as an open card says. */
export const isInvented = (entry: Entry): boolean =>
  entry.isTestData === true || (rowIn(entry, 'en')?.patient ?? entry.patient)?.isTestData === true

function shown(entry: Entry, language: Language, changesOf: ChangesOf): BoardRow {
  const { patientId, state, problem, readAt, beside } = entry
  const row = rowIn(entry, language)
  const patient = row?.patient ?? entry.patient
  return {
    patientId,
    state,
    ...(problem && { problem }),
    ...(patient && { patient }),
    ...(isInvented(entry) && { isTestData: true }),
    trials: row?.trials.map((trial) => trialOf(trial, beside.get(trial.id) ?? {}, changesOf)) ?? [],
    missing: row?.missing ?? [],
    gaps: row?.gaps ?? [],
    ...(readAt && { readAt }),
  }
}

function trialOf(
  trial: ReadTrial,
  { referral, decided, before, isUnread }: Beside,
  changesOf: ChangesOf,
): RowTrial {
  const { id, acronym, verdict, standing } = trial
  return {
    id,
    acronym,
    verdict,
    standing,
    ...(referral && { referral }),
    ...(decided && { decision: decided.decision, decisionKept: decided.kept }),
    ...(before && { changes: changesOf(before, trial, referral) }),
    ...(isUnread && { isBesideUnread: true }),
  }
}
