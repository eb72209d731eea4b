import type { Signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { changeInWords } from '../../engine/board/changes.ts'
import type { Paper } from '../../engine/board/paper.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import { whoIs } from './Missing.tsx'
import css from './Paper.module.css'
import { meetingOf, type PaperKind, paperOf } from './paper-of.ts'

/** The paper that was asked for: made, handed to the printer, and taken away again. Nothing of it is on screen. */
export function Papers({
  board,
  paper,
  say,
}: {
  board: Board
  paper: Signal<PaperKind | undefined>
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
  const words = boardWords(board.language.value)
  const { listName, siteName, at } = meetingOf(board)
  const head = [listName, siteName, at].filter(Boolean).join(' · ')
  return (
    <div class={css['paper']} data-paper={wanted.kind}>
      <p class={css['running']} aria-hidden="true">
        {head} · {words.notADecision}
      </p>
      {wanted.kind === 'pages' ? (
        board.rows.value
          .filter((row) => row.patient)
          .map((row) => <PatientSheet key={row.patientId} row={row} head={head} board={board} say={say} />)
      ) : (
        <Sheet paper={paperOf(board, wanted)} />
      )}
    </div>
  )
}

/** A paper of lines. */
function Sheet({ paper: { title, header, parts, footer } }: { paper: Paper }) {
  return (
    <>
      <header class={css['header']}>
        <h1>{title}</h1>
        {header.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      {parts.map(({ title: under, isNumbered, lines }, at) => {
        const List = isNumbered ? 'ol' : 'ul'
        return (
          <section key={`${under} ${at}`}>
            {under && <h2>{under}</h2>}
            <List>
              {lines.map((line, place) => (
                <li key={`${line.text} ${place}`}>
                  {line.text}
                  {line.under.map((more) => (
                    <p key={more}>{more}</p>
                  ))}
                </li>
              ))}
            </List>
          </section>
        )
      })}
      {footer.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </>
  )
}

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
