import { type Signal, useSignal } from '@preact/signals'
import type { MissingItem } from '../../engine/board/missing.ts'
import { SUPPLIERS } from '../../engine/board/supplier.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'
import { CopyText } from './CopyText.tsx'
import type { Paper } from './Papers.tsx'
import { missingText } from './paper-text.ts'

/** What is missing before the meeting, by patient or by who can supply it, with the question to put. */
export function Missing({
  board,
  paper,
  say,
}: {
  board: Board
  paper: Signal<Paper | undefined>
  say: BoardWords
}) {
  const by = useSignal<'patient' | 'supplier'>('patient')
  const rows = board.rows.value
  const unread = rows.filter(({ state }) => state !== 'done').length
  const choice = (of: 'patient' | 'supplier') => (
    <button type="button" aria-pressed={by.value === of} onClick={() => (by.value = of)}>
      {say.missing[of]}
    </button>
  )
  return (
    <section class={css['list']} aria-label={say.views.missing} data-part="missing">
      <div class={css['bar']}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are buttons */}
        <div class={css['views']} role="group" aria-label={say.missing.by}>
          <span>{say.missing.by}</span>
          {choice('patient')}
          {choice('supplier')}
        </div>
        <button
          type="button"
          onClick={() => {
            paper.value = { kind: 'missing', by: by.value }
          }}
        >
          {say.paper.print}
        </button>
        <CopyText
          text={() => missingText(rows, by.value, board.language.value, say)}
          board={board}
          say={say}
        />
      </div>
      {unread > 0 && <p class={css['alarm']}>{say.missing.unread(unread)}</p>}
      <MissingList rows={rows} by={by.value} board={board} say={say} />
    </section>
  )
}

/** The list itself, on screen and on paper. */
export function MissingList({
  rows,
  by,
  board,
  say,
}: {
  rows: readonly BoardRow[]
  by: 'patient' | 'supplier'
  board: Board
  say: BoardWords
}) {
  const words = boardWords(board.language.value)
  const groups =
    by === 'patient'
      ? rows
          .filter(({ missing }) => missing.length > 0)
          .map((row) => ({
            key: row.patientId,
            title: whoIs(row),
            items: row.missing.map((item) => ({ item, aside: words.suppliers[item.supplier] })),
          }))
      : SUPPLIERS.map((supplier) => ({
          key: supplier as string,
          title: words.suppliers[supplier],
          items: rows.flatMap((row) =>
            row.missing
              .filter((item) => item.supplier === supplier)
              .map((item) => ({ item, aside: whoIs(row) })),
          ),
        })).filter(({ items }) => items.length > 0)
  if (groups.length === 0) return <p>{say.missing.none}</p>
  return (
    <>
      {groups.map(({ key, title, items }) => (
        <section key={key} class={css['group']}>
          <h2>{title}</h2>
          <ul>
            {items.map(({ item, aside }, at) => (
              <Item key={`${item.id} ${at}`} item={item} aside={aside} say={say} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Item({ item, aside, say }: { item: MissingItem; aside: string; say: BoardWords }) {
  return (
    <li>
      <strong>{item.wanted}</strong> · {aside}{' '}
      <span class={css['quiet']}>({say.missing.forTrials(item.trials.join(', '))})</span>
      {item.question && <p>{item.question}</p>}
    </li>
  )
}

/** Name, birth date and number, as on every paper. */
export const whoIs = ({ patient }: Pick<BoardRow, 'patient'>): string =>
  patient ? `${patient.name}, ${patient.birthDate}, ${patient.identifier}` : ''
