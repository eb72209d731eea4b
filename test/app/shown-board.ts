/** A board for views: what is shown in the test's hands, what is asked written down. */
import { signal } from '@preact/signals'
import { vi } from 'vitest'
import type {
  Adding,
  Board,
  BoardProgress,
  BoardRow,
  BoardState,
  DecidedPatient,
  RowTrial,
} from '../../src/app/board-shown.ts'
import type { Model, PageState } from '../../src/app/model.ts'
import type { MissingItem } from '../../src/engine/board/missing.ts'
import type { Language } from '../../src/engine/language.ts'
import type { AdditionsReport } from '../../src/engine/trials/site-additions.ts'
import { mayFitCard } from './cards.ts'
import { fakeClinician } from './fake-clinician.ts'

/** One trial of a row. */
export const trialOf = (
  acronym: string,
  kind: RowTrial['verdict']['kind'] = 'may-fit',
  points = 0,
  more: Partial<RowTrial> = {},
): RowTrial => ({
  id: `NCT-${acronym}`,
  acronym,
  verdict: { kind, sentence: `${acronym} is ${kind}`, points },
  standing: [],
  ...more,
})

/** Something that is missing. */
export const missingOf = (wanted: string, supplier: MissingItem['supplier'] = 'pathology'): MissingItem => ({
  id: wanted,
  wanted,
  question: `Question about ${wanted}?`,
  supplier,
  trials: ['ALPHA'],
})

/** A patient who was read; the id says nothing that may be shown. */
export const readRow = (name: string, more: Partial<BoardRow> = {}): BoardRow => ({
  patientId: `id-${name.toLowerCase()}`,
  state: 'done',
  patient: {
    name: `${name} Test`,
    birthDate: '1 Jan 1960',
    age: '66 years',
    sex: 'female',
    identifier: `99900${name.length}`,
  },
  trials: [trialOf('ALPHA', 'may-fit', 3)],
  missing: [],
  gaps: [],
  ...more,
})

/** A patient of whom nothing is known yet. */
export const unreadRow = (
  name: string,
  state: BoardRow['state'],
  more: Partial<BoardRow> = {},
): BoardRow => ({
  patientId: `id-${name.toLowerCase()}`,
  state,
  trials: [],
  missing: [],
  gaps: [],
  ...more,
})

/** A patient's page as the board opens it, in a state of the test's choosing. */
export function pageOf(state: PageState): Model {
  return {
    state: signal(state),
    language: signal<Language>('en'),
    shownLanguage: signal<Language>('en'),
    clinician: fakeClinician().clinician,
    referrals: signal(new Map()),
    open: () => Promise.resolve(),
    setLanguage: () => {},
    touch: () => {},
    mayLeave: () => true,
    leave: () => {},
    fail: () => {},
  }
}

/** The state of a page that has read everything of the patient of a row. */
export const readyFor = ({ patient }: BoardRow): PageState => ({
  kind: 'ready',
  chart: {
    showPatient: true,
    cards: [patient ? { ...mayFitCard, patient } : mayFitCard],
    progress: { queriesDone: 1, queries: 1, entries: 1 },
  },
})

const OPEN: BoardState = { kind: 'open', siteName: 'Demo hospital', listName: 'Test list', oddities: [] }

/** A board with these rows. */
export function shownBoard(first: readonly BoardRow[], opening: BoardState = OPEN) {
  const state = signal<BoardState>(opening)
  const rows = signal(first)
  const count = (kind: BoardRow['state']) => rows.value.filter((row) => row.state === kind).length
  const progress = signal<BoardProgress>({ done: 0, failed: 0, of: 0, isStopped: false })
  const language = signal<Language>('en')
  const opened = signal<Board['opened']['value']>(undefined)
  const walk = signal<Board['walk']['value']>(undefined)
  const adding = signal<Adding>('idle')
  const participants = signal('')
  const additions = signal<AdditionsReport | undefined>(undefined)
  const elsewhere = signal<readonly DecidedPatient[]>([])
  /** Rows change and with them the progress. */
  const setRows = (next: readonly BoardRow[], isStopped = false) => {
    rows.value = next
    progress.value = { done: count('done'), failed: count('failed'), of: next.length, isStopped }
  }
  setRows(first)
  const asked = {
    stopReading: vi.fn(),
    goOn: vi.fn(),
    retry: vi.fn(),
    nextPage: vi.fn(),
    previousPage: vi.fn(),
    add: vi.fn(),
    remove: vi.fn(),
    openRow: vi.fn(),
    closeRow: vi.fn(),
    decide: vi.fn(),
    startWalk: vi.fn(),
    nextInWalk: vi.fn(),
    endWalk: vi.fn(),
    copy: vi.fn((_: string) => Promise.resolve(true)),
    print: vi.fn(),
    fail: vi.fn(),
  }
  const board: Board = {
    state,
    rows,
    progress,
    language,
    opened,
    walk,
    adding,
    participants,
    elsewhere,
    additions,
    open: () => Promise.resolve(),
    setParticipants: (names) => {
      participants.value = names
    },
    now: () => ({ date: '2026-11-23', minute: '2026-11-23T09:41', instant: '2026-11-23T09:41:07+01:00' }),
    setLanguage: (wanted) => {
      language.value = wanted
    },
    touch: () => {},
    mayLeave: () => true,
    leave: () => {},
    ...asked,
  }
  return { board, asked, state, setRows, language, opened, walk, adding, participants, elsewhere, additions }
}
