import { type Signal, useSignal } from '@preact/signals'
import type { MissingItem } from '../../engine/board/missing.ts'
import { paperText } from '../../engine/board/paper.ts'
import { SUPPLIERS } from '../../engine/board/supplier.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'
import { CopyText } from './CopyText.tsx'
import { type PaperKind, paperOf } from './paper-of.ts'
import { whoIs } from './who-is.ts'

/** What is missing before the meeting, by patient or by who can supply it, with the question to put. */
export function Missing({
  board,
  paper,
  say,
}: {
  board: Board
  paper: Signal<PaperKind | undefined>
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
          text={() => paperText(paperOf(board, { kind: 'missing', by: by.value }))}
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
  if (rows.every(({ missing }) => missing.length === 0)) return <p>{say.missing.none}</p>
  return by === 'patient' ? (
    <ByPatient rows={rows} board={board} say={say} />
  ) : (
    <BySupplier rows={rows} board={board} say={say} />
  )
}

/** For whoever prepares a patient: everything that is missing of one. */
function ByPatient({ rows, board, say }: { rows: readonly BoardRow[]; board: Board; say: BoardWords }) {
  const words = boardWords(board.language.value)
  return (
    <>
      {rows
        .filter(({ missing }) => missing.length > 0)
        .map((row) => (
          <section key={row.patientId} class={css['group']}>
            <h2>{whoIs(row)}</h2>
            <ul>
              {row.missing.map((item) => (
                <li key={item.id}>
                  <strong>{item.wanted}</strong> · {words.suppliers[item.supplier]}{' '}
                  <span class={css['quiet']}>({say.missing.forTrials(item.trials.join(', '))})</span>
                  {item.question && <p>{item.question}</p>}
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  )
}

/** For whoever is asked: each question once, with the patients of whom it is to be answered. */
function BySupplier({ rows, board, say }: { rows: readonly BoardRow[]; board: Board; say: BoardWords }) {
  const words = boardWords(board.language.value)
  return (
    <>
      {SUPPLIERS.map((supplier) => {
        const asked = new Map<string, { readonly item: MissingItem; readonly who: string[] }>()
        for (const row of rows)
          for (const item of row.missing.filter((one) => one.supplier === supplier)) {
            const same = asked.get(item.id) ?? { item, who: [] }
            same.who.push(whoIs(row))
            asked.set(item.id, same)
          }
        if (asked.size === 0) return null
        return (
          <section key={supplier} class={css['group']}>
            <h2>{words.suppliers[supplier]}</h2>
            <ul>
              {[...asked.values()].map(({ item, who }) => (
                <li key={item.id}>
                  <strong>{item.wanted}</strong>{' '}
                  <span class={css['quiet']}>({say.missing.forTrials(item.trials.join(', '))})</span>
                  {item.question && <p>{item.question}</p>}
                  <ul class={css['who-list']}>
                    {who.map((one) => (
                      <li key={one}>{one}</li>
                    ))}
                  </ul>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}
