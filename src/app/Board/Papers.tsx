import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { changeInWords } from '../../engine/board/changes.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow, BoardState } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import { DecisionTable } from './Decisions.tsx'
import { MissingList, whoIs } from './Missing.tsx'
import css from './Paper.module.css'

/** What is being printed. */
export type Paper =
  | { readonly kind: 'agenda' | 'pages' | 'record' }
  | { readonly kind: 'missing'; readonly by: 'patient' | 'supplier' }

/** The paper that was asked for: made, handed to the printer, and taken away again. Nothing of it is on screen. */
export function Papers({
  board,
  paper,
  state,
  say,
}: {
  board: Board
  paper: Signal<Paper | undefined>
  state: Extract<BoardState, { kind: 'open' }>
  say: BoardWords
}) {
  const wanted = paper.value
  useEffect(() => {
    if (!wanted) return
    const done = () => {
      paper.value = undefined
    }
    addEventListener('afterprint', done, { once: true })
    board.print()
    return () => removeEventListener('afterprint', done)
  }, [wanted])
  if (!wanted) return null
  const { date, minute } = board.now()
  const words = boardWords(board.language.value)
  const title = { ...words.titles, pages: words.titles.agenda }
  const head = `${state.listName ?? say.title} · ${state.siteName} · ${date} ${minute.slice(11)}`
  const rows = board.rows.value.filter((row) => row.patient)
  return (
    <div class={css['paper']} data-paper={wanted.kind}>
      <p class={css['running']} aria-hidden="true">
        {title[wanted.kind]} · {head} · {words.notADecision}
      </p>
      {wanted.kind !== 'pages' && (
        <header class={css['header']}>
          <h1>{title[wanted.kind]}</h1>
          <p>{head}</p>
          {board.participants.value && wanted.kind === 'record' && (
            <p>
              {say.decide.participants}: {board.participants.value}
            </p>
          )}
          <p>{words.notADecision}</p>
        </header>
      )}
      {wanted.kind === 'agenda' && <Agenda rows={rows} say={say} />}
      {wanted.kind === 'missing' && <MissingList rows={rows} by={wanted.by} board={board} say={say} />}
      {wanted.kind === 'record' && <DecisionTable board={board} say={say} />}
      {wanted.kind === 'pages' &&
        rows.map((row) => <PatientSheet key={row.patientId} row={row} head={head} board={board} say={say} />)}
      <Unread board={board} say={say} />
    </div>
  )
}

/** One line for each patient. */
function Agenda({ rows, say }: { rows: readonly BoardRow[]; say: BoardWords }) {
  return (
    <ol class={css['agenda']}>
      {rows.map((row) => (
        <li key={row.patientId}>
          <strong>{whoIs(row)}</strong>: {worthOf(row, say)}
          {row.missing.length > 0 && ` · ${row.missing.map(({ wanted }) => wanted).join('; ')}`}
        </li>
      ))}
    </ol>
  )
}

/** What is worth discussing, in a line. */
const worthOf = ({ trials }: BoardRow, say: BoardWords): string =>
  trials
    .filter(({ verdict }) => verdict.kind !== 'not-applicable')
    .map(
      ({ acronym, verdict: { kind, points } }) =>
        `${acronym} ${say.verdict[kind].toLowerCase()}${kind === 'may-fit' ? `, ${say.points(points)}` : ''}`,
    )
    .join('; ') || say.verdict['not-applicable']

/** A page for one patient. */
function PatientSheet({
  row,
  head,
  board,
  say,
}: {
  row: BoardRow
  head: string
  board: Board
  say: BoardWords
}) {
  const language = board.language.value
  const words = boardWords(language)
  const part = (title: string, lines: readonly string[]): ComponentChildren =>
    lines.length > 0 && (
      <>
        <h3>{title}</h3>
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </>
    )
  return (
    <article class={css['sheet']}>
      <header class={css['header']}>
        <h1>{whoIs(row)}</h1>
        <p>{head}</p>
        <p>{words.notADecision}</p>
      </header>
      {row.trials
        .filter(({ verdict }) => verdict.kind !== 'not-applicable')
        .map((trial) => (
          <section key={trial.id}>
            <h2>
              {trial.acronym} ({trial.id})
            </h2>
            <p>
              <strong>{trial.verdict.sentence}</strong> {trial.verdict.because}
            </p>
            {trial.verdict.overrides && <p>{trial.verdict.overrides.sentence}</p>}
            {trial.standing.map(({ kind, text }) => (
              <p key={kind}>{text}</p>
            ))}
            {part(
              say.since,
              (trial.changes ?? []).map((change) => changeInWords(change, language)),
            )}
            {trial.referral && <p>{words.referrals[trial.referral.status]}</p>}
            <p>
              {say.column.decision}:{' '}
              {trial.decision ? words.decisions[trial.decision.kind] : say.decide.undecided}
              {trial.decision?.reason && `: ${words.reasons[trial.decision.reason]}`}
              {trial.decision?.note && `. ${trial.decision.note}`}
            </p>
          </section>
        ))}
      {part(
        say.column.missing,
        row.missing.map(
          ({ wanted, supplier, question }) =>
            `${wanted} (${words.suppliers[supplier]})${question ? `: ${question}` : ''}`,
        ),
      )}
      {part(say.row.gaps(row.gaps.length), row.gaps)}
    </article>
  )
}

/** A paper that is not complete says so. */
function Unread({ board, say }: { board: Board; say: BoardWords }) {
  const unread = board.rows.value.filter(({ state }) => state !== 'done').length
  return unread > 0 ? <p>{say.missing.unread(unread)}</p> : null
}
