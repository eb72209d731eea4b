import { computed, signal } from '@preact/signals'
import { rowOf } from '../engine/board/row.ts'
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { Requester } from '../engine/referral/draft.ts'
import type { SiteAdditions } from '../engine/trials/site-additions.ts'
import { gatherAdditions } from './board-additions.ts'
import { readBeside } from './board-beside.ts'
import { createOpenCards } from './board-card.ts'
import { changesOf } from './board-changes.ts'
import { decidedHere } from './board-decided.ts'
import { createDecisions } from './board-deciding.ts'
import { watchIdle } from './board-idle.ts'
import { findOne, type ListPage } from './board-list.ts'
import { createPages, isNothing } from './board-pages.ts'
import type { BoardPorts, BoardSession } from './board-port.ts'
import { createQueue } from './board-queue.ts'
import { createReader } from './board-reader.ts'
import { createRows } from './board-rows.ts'
import type { Adding, Board, BoardProgress, BoardState } from './board-shown.ts'
import { createWalk } from './board-walk.ts'
import type { Timers } from './model.ts'
import { SESSION_PROBLEMS, type SessionProblem } from './ports.ts'
import { readableRow } from './readable-row.ts'

/** Patients that are read at a time, each by an engine of its own. */
export const AT_ONCE = 2

/** The board of one meeting, from launch to close. */
export function createBoard(ports: BoardPorts, timers: Timers): Board {
  const state = signal<BoardState>({ kind: 'opening' })
  const language = signal<Language>(ports.browserLanguage())
  const adding = signal<Adding>('idle')
  const participants = signal('')
  let session: BoardSession | undefined
  let requester: Requester | undefined
  let added: Promise<SiteAdditions> | undefined
  const pages = createPages()
  let isLanguageChosen = false
  /** What was asked for last: an answer to anything before it comes too late. */
  let lookingFor = {}

  const isLive = () => state.peek().kind === 'opening' || state.peek().kind === 'open'
  const opened = (): BoardSession => {
    if (!session) throw new Error('a patient before the board')
    return session
  }
  const open = (patientId: string) => opened().open(patientId)

  const rows = createRows(language, changesOf)
  const beside = readBeside({ rows, now: ports.now, open })
  const gathered = gatherAdditions()
  const queue = createQueue({
    rows,
    readers: Array.from({ length: AT_ONCE }, (_, at) =>
      createReader({ ...ports, timers, onAdditions: gathered.from(at) }),
    ),
    language,
    open,
    additions: () => {
      added ??= opened().additions?.()
      return added
    },
    minute: () => ports.now().minute,
    onRead: (patientId, turn) => beside.look(patientId, turn),
  })
  const here = decidedHere(rows.rows, language)
  const decisions = createDecisions({
    rows,
    here,
    now: ports.now,
    language: () => language.peek(),
    requester: () => requester,
    open,
  })
  const cards = createOpenCards({
    ports,
    timers,
    language,
    session: open,
    onCards: (patientId, shown) => takeOver(patientId, shown),
    onStop: (patientId, problem) => {
      if (problem === 'patient-differs' || problem === 'somebody-else') disown(patientId, problem)
    },
    onSent: (patientId, trial) => walk.sent(patientId, trial),
    onClosed: (patientId, hasReferred) => {
      const entry = rows.get(patientId)
      if (hasReferred && entry && isLive()) beside.look(patientId, entry.turn)
    },
  })
  const walk = createWalk({ rows, openRow: cards.open, closeRow: cards.close })

  /** The row says what the open card says. */
  const takeOver = (patientId: string, shown: readonly Card[]) => {
    const entry = rows.get(patientId)
    const spoken = shown[0]?.language
    const made = rowOf(shown)
    if (!entry || !made || !spoken) return
    const row = readableRow(made, spoken)
    const wasRead = entry.state === 'done'
    if (!wasRead) queue.drop(patientId)
    const turn = wasRead ? entry.turn : rows.begin(patientId, 'reading')
    if (!turn) return
    rows.change(patientId, turn, ({ problem: _, ...own }) => ({
      ...own,
      state: 'done',
      // The other language is left as it was only where it still says the same.
      rows: { ...(saysTheSame(own.rows?.[other(spoken)], row) && own.rows), [spoken]: row },
      readAt: wasRead && own.readAt ? own.readAt : ports.now().minute,
    }))
    if (!wasRead) beside.look(patientId, turn)
  }
  const disown = (patientId: string, problem: SessionProblem['kind']) => {
    queue.drop(patientId)
    const turn = rows.begin(patientId, 'reading')
    if (turn) rows.change(patientId, turn, (entry) => ({ ...entry, state: 'failed', problem }))
  }

  /** Shows the last state and lets go of everybody. The first end counts. */
  const end = (last: Extract<BoardState, { kind: 'stopped' | 'closed' }>) => {
    if (!isLive()) return
    state.value = last
    idle.end()
    lookingFor = {}
    walk.forget()
    queue.close()
    beside.forget()
    cards.closeAll()
    decisions.forget()
    rows.clear()
    adding.value = 'idle'
    participants.value = ''
    // A page that is left may be reloaded, and finds its session again.
    if (last.kind !== 'closed' || last.why === 'idle') quietly(() => session?.close())
    session = undefined
  }
  const stop = ({ kind }: SessionProblem) =>
    end({ kind: 'stopped', problem: { kind: SESSION_PROBLEMS.includes(kind) ? kind : 'engine-failed' } })
  const fail = () => stop({ kind: 'engine-failed' })
  const idle = watchIdle(timers, () => end({ kind: 'closed', why: 'idle' }))

  const show = (page: ListPage) => {
    const { siteName } = opened()
    state.value = { kind: 'open', siteName, ...page.said }
    include(page.patients.filter((id) => !rows.get(id)))
  }
  const include = (patientIds: readonly string[]) => {
    rows.add(patientIds)
    decisions.restore(patientIds)
    queue.go()
  }
  const openBoard = async () => {
    queue.warmUp()
    const found = await ports.openBoard()
    if (!isLive()) {
      if (found.ok) quietly(() => found.value.close())
      return
    }
    if (!found.ok) return stop(found.problem)
    const board = found.value
    session = board
    if (!isLanguageChosen && board.language) language.value = board.language
    // Nobody waits for a name: what is decided before it has none.
    void board.user().then(
      (user) => {
        requester = user
      },
      () => {},
    )
    const page = await pages.first(board.lists)
    if (isLive()) show(page)
  }
  const turn = async (to: 'next' | 'previous') => {
    if (state.peek().kind !== 'open') return
    const page = await pages.turn(to)
    const now = state.peek()
    if (now.kind !== 'open' || !page) return
    if (isNothing(page)) {
      state.value = { ...now, ...(page.said.listFault && { listFault: page.said.listFault }) }
      return
    }
    walk.end()
    cards.close()
    queue.dropAll()
    beside.forget()
    rows.clear()
    show(page)
  }
  const add = async (number: string) => {
    const wanted = number.trim()
    if (state.peek().kind !== 'open' || wanted === '') return
    const own = {}
    lookingFor = own
    adding.value = 'looking'
    const found = await findOne(wanted, opened(), (id) => rows.get(id) !== undefined)
    if (lookingFor !== own) return
    if (typeof found === 'string') {
      adding.value = found
      return
    }
    adding.value = 'idle'
    include([found.patientId])
  }
  const whileOpen = (run: () => void) => {
    if (state.peek().kind === 'open') run()
  }

  return {
    state,
    rows: rows.rows,
    elsewhere: here.elsewhere,
    additions: gathered.report,
    progress: computed((): BoardProgress => ({ ...rows.progress.value, isStopped: queue.isStopped.value })),
    language,
    opened: cards.opened,
    walk: walk.walk,
    adding,
    participants,
    open: () => openBoard().catch(fail),
    stopReading: () => whileOpen(queue.stop),
    goOn: () => whileOpen(queue.goOn),
    retry: (patientId) => whileOpen(() => queue.retry(patientId)),
    nextPage: () => void turn('next').catch(fail),
    previousPage: () => void turn('previous').catch(fail),
    add: (number) => void add(number).catch(fail),
    remove: (patientId) =>
      whileOpen(() => {
        if (cards.opened.peek()?.patientId === patientId) cards.close()
        rows.remove(patientId)
        queue.drop(patientId)
      }),
    openRow: (patientId) => whileOpen(() => rows.get(patientId) && cards.open(patientId)),
    closeRow: cards.close,
    decide: (patientId, trial, said) =>
      whileOpen(() => decisions.decide(patientId, trial, said, participants.peek())),
    setParticipants: (names) => {
      if (isLive()) participants.value = names
    },
    startWalk: () => whileOpen(walk.start),
    nextInWalk: () => whileOpen(walk.next),
    endWalk: walk.end,
    setLanguage: (wanted) => {
      isLanguageChosen = true
      language.value = wanted
      cards.setLanguage(wanted)
      // What an open card changed is known in the language of that card alone.
      for (const { patientId, rows: known } of rows.entries())
        if (known && !known[wanted] && cards.opened.peek()?.patientId !== patientId) queue.retry(patientId)
    },
    touch: () => {
      idle.touch()
      if (isLive()) cards.touch()
    },
    mayLeave: () => !cards.isUnderWay() && !here.isAnyOnlyHere(),
    copy: ports.browser.copy,
    print: ports.browser.print,
    now: ports.now,
    leave: () => end({ kind: 'closed', why: 'left' }),
    fail,
  }
}

const other = (language: Language): Language => (language === 'en' ? 'nl' : 'en')

type SaysWhat = { readonly trials: readonly { readonly id: string; readonly verdict: Card['verdict'] }[] }

/** Whether two languages of a row still have the same verdicts. */
const saysTheSame = (one: SaysWhat | undefined, now: SaysWhat): boolean => {
  const verdictsOf = ({ trials }: SaysWhat) =>
    JSON.stringify(trials.map(({ id, verdict }) => [id, verdict.kind, verdict.points]))
  return one !== undefined && verdictsOf(one) === verdictsOf(now)
}

/** Closing must not keep the rest from closing. */
function quietly(run: () => void): void {
  try {
    run()
  } catch {
    // It is being thrown away; there is nobody left to tell.
  }
}
