import { type ReadonlySignal, signal } from '@preact/signals'
import type { Language } from '../engine/language.ts'
import type { SiteAdditions } from '../engine/trials/site-additions.ts'
import type { Reader, Reading } from './board-reader.ts'
import type { Rows, Turn } from './board-rows.ts'
import type { OpenSession } from './ports.ts'

/** Reads the rows, a few at a time, in the order of the list. */
export interface Queue {
  readonly isStopped: ReadonlySignal<boolean>
  /** Starts the engines, so that their code is there when the list comes. */
  warmUp(): void
  /** Takes up whatever waits. */
  go(): void
  /** Ends the reading of rows that are not read yet. */
  stop(): void
  goOn(): void
  retry(patientId: string): void
  /** Ends what is under way for a patient, who leaves the list or was read otherwise. */
  drop(patientId: string): void
  /** Ends everything; another list may follow. */
  dropAll(): void
  close(): void
}

/** What the queue works with. */
export interface QueueParts {
  readonly rows: Rows
  /** As many patients are read at a time. */
  readonly readers: readonly Reader[]
  readonly language: ReadonlySignal<Language>
  open(patientId: string): OpenSession
  /** Absent where the site adds nothing. */
  additions(): Promise<SiteAdditions> | undefined
  /** `2026-11-23T09:41`. */
  minute(): string
  /** A row has been read. */
  onRead(patientId: string, turn: Turn): void
}

interface UnderWay {
  readonly patientId: string
  readonly session: OpenSession
  reading?: Reading
}

/** A queue that reads nothing before it is told to. */
export function createQueue(parts: QueueParts): Queue {
  const { rows, readers, language } = parts
  const isStopped = signal(false)
  /** Rows that were asked for by name: they are read although the reading of the others was ended. */
  const asked = new Set<string>()
  const underWay = new Map<Reader, UnderWay>()
  let isClosed = false

  const end = (reader: Reader) => {
    const one = underWay.get(reader)
    underWay.delete(reader)
    one?.reading?.end()
    closed(one?.session)
  }
  const drop = (patientId: string) => {
    for (const [reader, one] of underWay) if (one.patientId === patientId) end(reader)
  }
  const go = () => {
    for (const reader of readers) {
      if (isClosed || underWay.has(reader)) continue
      const next = rows.entries().find((entry) => entry.state === 'waiting' && mayBeRead(entry.patientId))
      const turn = next && rows.begin(next.patientId, 'reading')
      // Nobody is waiting: the last patient's record goes, too.
      if (!turn) reader.close()
      if (turn) void read(reader, turn).catch(() => broke(reader, turn))
    }
  }
  const mayBeRead = (patientId: string) => !isStopped.peek() || asked.has(patientId)
  /** A fault of ours in one row stays in that row. */
  const broke = (reader: Reader, turn: Turn) => {
    if (underWay.get(reader)?.patientId === turn.of) end(reader)
    rows.change(turn.of, turn, (entry) => ({ ...entry, state: 'failed', problem: 'engine-failed' }))
    go()
  }

  const read = async (reader: Reader, turn: Turn): Promise<void> => {
    const patientId = turn.of
    const readAt = parts.minute()
    const one: UnderWay = { patientId, session: parts.open(patientId) }
    underWay.set(reader, one)
    const isCurrent = () => underWay.get(reader) === one
    const additions = await parts.additions()
    if (!isCurrent()) return
    one.reading = reader.read({
      session: one.session,
      language: language.peek(),
      additions,
      onPatient: (patient) => rows.change(patientId, turn, (entry) => ({ ...entry, patient, readAt })),
    })
    const read = await one.reading.done
    if (!isCurrent()) return
    underWay.delete(reader)
    closed(one.session)
    rows.change(patientId, turn, ({ patient, problem: _, ...entry }) => {
      if (read.ok) return { ...entry, ...read.value, state: 'done', readAt }
      // A name stays beside what failed, unless it is the name itself that is in doubt.
      const named = patient && !DOUBTS_WHO.includes(read.problem) && { patient }
      return { ...entry, ...named, state: 'failed', problem: read.problem }
    })
    if (read.ok) parts.onRead(patientId, turn)
    go()
  }

  const putBack = (from: 'reading-or-waiting' | 'stopped') => {
    for (const { patientId, state } of rows.entries()) {
      const isMeant = from === 'stopped' ? state === 'stopped' : state === 'reading' || state === 'waiting'
      if (isMeant) rows.begin(patientId, from === 'stopped' ? 'waiting' : 'stopped')
    }
  }
  const endAll = () => {
    for (const reader of [...underWay.keys()]) end(reader)
  }

  return {
    isStopped,
    warmUp: () => {
      for (const reader of readers) reader.warmUp()
    },
    go,
    stop: () => {
      isStopped.value = true
      asked.clear()
      endAll()
      putBack('reading-or-waiting')
    },
    goOn: () => {
      isStopped.value = false
      putBack('stopped')
      go()
    },
    retry: (patientId) => {
      const state = rows.get(patientId)?.state
      if (state === undefined || state === 'reading' || state === 'waiting') return
      rows.begin(patientId, 'waiting')
      asked.add(patientId)
      go()
    },
    drop: (patientId) => {
      drop(patientId)
      go()
    },
    dropAll: () => {
      asked.clear()
      endAll()
      isStopped.value = false
    },
    close: () => {
      isClosed = true
      endAll()
      for (const reader of readers) reader.close()
    },
  }
}

/** After these it is not known whose record it was. */
const DOUBTS_WHO: readonly string[] = ['patient-differs', 'somebody-else', 'patient-not-readable']

/** Closing must not keep the next patient from being read. */
function closed(session: OpenSession | undefined): void {
  try {
    session?.close()
  } catch {
    // It is over either way.
  }
}
