import type { Signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Paper } from '../../engine/board/paper.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Paper.module.css'
import { PatientSheet } from './PatientSheet.tsx'
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
  const language = board.language.value
  const words = boardWords(language)
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
  const unread = board.rows.value.filter(({ state }) => state !== 'done').length
  const header = [head, words.notADecision, ...(unread > 0 ? [words.unread(unread)] : [])]
  return (
    <div class={css['paper']} data-paper={wanted.kind}>
      {wanted.kind === 'pages' ? (
        asDiscussed(board)
          .filter((row) => row.state === 'done' && row.patient)
          .map((row) => (
            <PatientSheet key={row.patientId} row={row} header={header} language={language} say={say} />
          ))
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

/** A text as a string of CSS, for the foot of each page: no letter of it can end the string. */
const textForCss = (text: string): string => `"${text.replace(/\p{Cc}/gu, ' ').replace(/["\\]/g, '\\$&')}"`
