import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow, RowTrial } from '../board-shown.ts'
import { Mark } from '../EligibilityCard/Mark.tsx'
import { VERDICT_MARKS } from '../EligibilityCard/VerdictLine.tsx'
import type { BoardWords } from '../words/board.ts'
import { wordsOf } from '../words/words-of.ts'
import css from './Board.module.css'

/** Missing things named in the table; the rest is counted. */
const NAMED = 2

/** One patient: who it is, what each trial comes to, and what is missing. */
export function Row({
  row,
  trials,
  board,
  say,
}: {
  row: BoardRow
  trials: readonly { readonly id: string }[]
  board: Board
  say: BoardWords
}) {
  const { patientId, state, patient } = row
  const own = new Map(row.trials.map((trial) => [trial.id, trial]))
  return (
    <tr data-patient={patientId} data-row={state} tabIndex={-1}>
      <th scope="row">
        {patient ? (
          <button
            type="button"
            class={css['name']}
            data-open-row
            aria-label={say.row.open(patient.name)}
            onClick={() => board.openRow(patientId)}
          >
            {patient.name}
          </button>
        ) : (
          <span class={css['quiet']}>{say.row.unnamed}</span>
        )}
        {patient && (
          <span class={css['who']}>
            {patient.birthDate} · {patient.identifier}
          </span>
        )}
        {row.trials.some(({ changes }) => changes && changes.length > 0) && (
          <span class={css['changed']}>{say.row.changed}</span>
        )}
      </th>
      {state === 'done' && patient ? (
        <>
          {trials.map(({ id }) => (
            <td key={id} data-trial={id}>
              <TrialCell trial={own.get(id)} say={say} board={board} />
            </td>
          ))}
          <td class={css['missing']}>
            <MissingCell row={row} board={board} say={say} />
          </td>
        </>
      ) : (
        <td colSpan={trials.length + 1}>
          <Unread row={row} board={board} say={say} />
        </td>
      )}
    </tr>
  )
}

function TrialCell({ trial, board, say }: { trial: RowTrial | undefined; board: Board; say: BoardWords }) {
  if (!trial) return null
  const { verdict, decision, referral, isBesideUnread } = trial
  const words = boardWords(board.language.value)
  const isWorth = verdict.kind === 'may-fit' || verdict.kind === 'fits'
  return (
    <div class={css['cell']} data-verdict={verdict.kind}>
      <span class={css['verdict']}>
        <Mark kind={VERDICT_MARKS[verdict.kind]} />{' '}
        <span>
          {say.verdict[verdict.kind]}
          {isWorth && verdict.points > 0 && <>, {say.points(verdict.points)}</>}
        </span>
      </span>
      {decision && <span class={css['decided']}>{words.decisions[decision.kind]}</span>}
      {referral && <span class={css['quiet']}>{words.referrals[referral.status]}</span>}
      {isBesideUnread && <span class={css['quiet']}>{say.row.besideUnread}</span>}
    </div>
  )
}

function MissingCell({
  row: { missing, gaps },
  board,
  say,
}: {
  row: BoardRow
  board: Board
  say: BoardWords
}) {
  const words = boardWords(board.language.value)
  if (missing.length === 0 && gaps.length === 0) return <>{say.row.nothingMissing}</>
  return (
    <ul>
      {missing.slice(0, NAMED).map(({ id, wanted, supplier }) => (
        <li key={id}>
          {wanted} <span class={css['quiet']}>({words.suppliers[supplier]})</span>
        </li>
      ))}
      {missing.length > NAMED && <li class={css['quiet']}>{say.row.more(missing.length - NAMED)}</li>}
      {gaps.length > 0 && <li class={css['alarm']}>{say.row.gaps(gaps.length)}</li>}
    </ul>
  )
}

/** A row that has nothing to show yet, or could not be read: it says so and stands in nobody's way. */
function Unread({ row, board, say }: { row: BoardRow; board: Board; say: BoardWords }) {
  const { patientId, state, problem } = row
  const words = wordsOf(board.language.value)
  if (state === 'waiting' || state === 'reading') return <span class={css['quiet']}>{say.row[state]}</span>
  return (
    <div class={css['unread']}>
      <span class={state === 'failed' ? css['alarm'] : css['quiet']}>
        {state === 'failed'
          ? `${say.row.failed}: ${words.problem[problem ?? 'engine-failed'].what}`
          : say.row.stopped}
      </span>
      <button
        type="button"
        onClick={(event) => {
          // The button goes with what it ends: the reader stays at the row.
          event.currentTarget.closest('tr')?.focus()
          board.retry(patientId)
        }}
      >
        {say.retry}
      </button>
      <button
        type="button"
        onClick={(event) => {
          const row = event.currentTarget.closest('tr')
          const beside = row?.nextElementSibling ?? row?.previousElementSibling
          if (beside instanceof HTMLElement) beside.focus()
          board.remove(patientId)
        }}
      >
        {say.row.remove}
      </button>
    </div>
  )
}
