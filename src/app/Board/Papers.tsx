import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { changeInWords } from '../../engine/board/changes.ts'
import { isWorthDiscussing } from '../../engine/board/missing.ts'
import type { Paper } from '../../engine/board/paper.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow, RowTrial } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import { byWorth } from './arranged.ts'
import { whoIs } from './Missing.tsx'
import css from './Paper.module.css'
import { asDiscussed, meetingOf, type PaperKind, paperOf } from './paper-of.ts'

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
  const words = boardWords(board.language.value)
  const { listName, siteName, at } = meetingOf(board)
  const head = [listName, siteName, at].filter(Boolean).join(' · ')
  useEffect(() => {
    if (!wanted) return
    const done = () => {
      paper.value = undefined
    }
    addEventListener('afterprint', done, { once: true })
    const { style } = document.documentElement
    style.setProperty('--paper-foot', textForCss(`${head} · ${words.notADecision}`))
    board.print()
    return () => {
      removeEventListener('afterprint', done)
      style.removeProperty('--paper-foot')
    }
  }, [wanted])
  if (!wanted) return null
  return (
    <div class={css['paper']} data-paper={wanted.kind}>
      {wanted.kind === 'pages' ? (
        asDiscussed(board)
          .filter((row) => row.state === 'done' && row.patient)
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
  const words = boardWords(board.language.value)
  const unread = board.rows.value.filter(({ state }) => state !== 'done').length
  return (
    <article class={css['sheet']}>
      <header class={css['header']}>
        <h1>{row.isTestData ? words.testData.patient(whoIs(row)) : whoIs(row)}</h1>
        <p>{head}</p>
        <p>{words.notADecision}</p>
        {unread > 0 && <p>{words.unread(unread)}</p>}
      </header>
      {byWorth(row.trials).map((trial) => (
        <OfTrial key={trial.id} trial={trial} board={board} say={say} />
      ))}
      <Lines
        title={say.column.missing}
        lines={row.missing.map(({ wanted, supplier }) => `${wanted} (${words.suppliers[supplier]})`)}
      />
      <Lines title={say.row.gaps(row.gaps.length)} lines={row.gaps} />
    </article>
  )
}

/** One trial on a patient's page: a line where it does not fit, more where it is worth discussing. */
function OfTrial({ trial, board, say }: { trial: RowTrial; board: Board; say: BoardWords }) {
  const { id, acronym, verdict, standing, referral, decision, changes = [] } = trial
  const language = board.language.value
  const words = boardWords(language)
  const isWorth = isWorthDiscussing(verdict.kind)
  return (
    <section>
      <h2>
        {acronym} ({id}): {verdict.sentence}
      </h2>
      {verdict.because && <p>{verdict.because}</p>}
      {verdict.overrides && <p>{verdict.overrides.sentence}</p>}
      {isWorth && standing.map(({ kind, text }) => <p key={kind}>{text}</p>)}
      {referral && <p>{words.changes.referral(words.referrals[referral.status])}</p>}
      {(isWorth || decision) && (
        <p>
          {say.column.decision}: {decision ? words.decisions[decision.kind] : say.decide.undecided}
          {decision?.reason && `: ${words.reasons[decision.reason]}`}
          {decision?.note && `. ${decision.note}`}
        </p>
      )}
      <Lines title={say.since} lines={changes.map((change) => changeInWords(change, language))} />
    </section>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div class={css['missing']}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

/** A text as a string of CSS, for the foot of each page: no letter of it can end the string. */
const textForCss = (text: string): string => `"${text.replace(/\p{Cc}/gu, ' ').replace(/["\\]/g, '\\$&')}"`
