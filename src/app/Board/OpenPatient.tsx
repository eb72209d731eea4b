import type { Signal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { changeInWords } from '../../engine/board/changes.ts'
import type { Board, BoardRow } from '../board-shown.ts'
import { ChartContent } from '../ChartContent.tsx'
import { PatientLine } from '../EligibilityCard/PatientLine.tsx'
import type { BoardWords } from '../words/board.ts'
import { wordsOf } from '../words/words-of.ts'
import { byWorth } from './arranged.ts'
import css from './Board.module.css'
import { Decide } from './Decide.tsx'
import { useWalk, WalkBar } from './Walk.tsx'

/**
 * One patient of the meeting: the banner, what the board decides, and the same card as in the chart. Whoever shows it
 * gives it the patient as its key: nothing written for one may stand under the name of the next.
 */
export function OpenPatient({
  board,
  opened: { patientId, model },
  rows,
  isWalkOver,
  say,
}: {
  board: Board
  opened: NonNullable<Board['opened']['value']>
  /** The patients as the list has them, in its order. */
  rows: readonly BoardRow[]
  isWalkOver: Signal<boolean>
  say: BoardWords
}) {
  const section = useRef<HTMLElement>(null)
  const at = rows.findIndex((row) => row.patientId === patientId)
  const row = rows[at]
  const walk = board.walk.value
  const go = (step: number) => {
    const next = rows[at + step]
    if (next && !walk) board.openRow(next.patientId)
  }
  // Whoever came here by a key or a press goes on at the patient's name.
  useEffect(() => section.current?.focus(), [patientId])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (!event.altKey || step === undefined) return
      event.preventDefault()
      go(step)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  })

  useWalk(section, walk)

  const state = model.state.value
  const words = wordsOf(model.shownLanguage.value)
  const isOpen = state.kind === 'reading' || state.kind === 'ready'
  const patient =
    (isOpen ? state.chart.cards.find((card) => card.patient)?.patient : undefined) ?? row?.patient
  return (
    <section
      ref={section}
      tabIndex={-1}
      class={css['opened']}
      aria-label={say.place(at + 1, rows.length)}
      data-opened={patientId}
    >
      <div class={css['bar']}>
        <button type="button" onClick={board.closeRow}>
          {say.back}
        </button>
        <button type="button" aria-disabled={at <= 0 || walk !== undefined} onClick={() => go(-1)}>
          {say.previous}
        </button>
        <button
          type="button"
          aria-disabled={at >= rows.length - 1 || walk !== undefined}
          onClick={() => go(1)}
        >
          {say.next}
        </button>
        <span class={css['quiet']}>
          {say.place(at + 1, rows.length)} · {say.keys}
        </span>
      </div>
      {walk && <WalkBar board={board} walk={walk} isOver={isWalkOver} say={say} />}
      <div class={css['banner']}>
        <PatientLine patient={patient} isReading={state.kind === 'reading'} words={words.patient} />
      </div>
      {row && <Since row={row} board={board} say={say} />}
      <div class={css['both']}>
        {row?.state === 'done' && <Deciding row={row} board={board} say={say} />}
        <div class={css['card']}>
          <ChartContent state={state} model={model} words={words} />
        </div>
      </div>
    </section>
  )
}

/** What is otherwise than at the last meeting, by trial. */
function Since({ row, board, say }: { row: Board['rows']['value'][number]; board: Board; say: BoardWords }) {
  const changed = row.trials.filter(({ changes }) => changes && changes.length > 0)
  if (changed.length === 0) return null
  return (
    <section class={css['since']} aria-label={say.since} data-part="since">
      <h2>{say.since}</h2>
      <ul>
        {changed.flatMap(({ id, acronym, changes = [] }) =>
          changes.map((change) => (
            <li key={`${id} ${JSON.stringify(change)}`}>
              {acronym}: {changeInWords(change, board.language.value)}
            </li>
          )),
        )}
      </ul>
    </section>
  )
}

/** What the board decides, of the trials worth discussing first; the others are folded away. */
function Deciding({
  row,
  board,
  say,
}: {
  row: Board['rows']['value'][number]
  board: Board
  say: BoardWords
}) {
  const isWorth = ({ verdict, decision }: (typeof row.trials)[number]) =>
    verdict.kind === 'fits' || verdict.kind === 'may-fit' || decision !== undefined
  const decide = (trials: typeof row.trials) =>
    trials.map((trial) => (
      <Decide key={trial.id} patientId={row.patientId} trial={trial} board={board} say={say} />
    ))
  const others = row.trials.filter((trial) => !isWorth(trial))
  return (
    <section class={css['deciding']} aria-label={say.decide.title} data-part="deciding">
      <h2>{say.decide.title}</h2>
      {decide(byWorth(row.trials).filter(isWorth))}
      {others.length > 0 && (
        <details>
          <summary>{say.decide.others(others.length)}</summary>
          {decide(others)}
        </details>
      )}
    </section>
  )
}
