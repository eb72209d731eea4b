import type { Signal } from '@preact/signals'
import { paperText } from '../../engine/board/paper.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, BoardRow, DecidedPatient } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'
import { CopyText } from './CopyText.tsx'
import { type PaperKind, paperOf } from './paper-of.ts'
import { whoIs } from './who-is.ts'

/** What was decided, who took part, and the way through the referrals. */
export function Decisions({
  board,
  paper,
  isWalkOver,
  say,
}: {
  board: Board
  paper: Signal<PaperKind | undefined>
  /** The walk came to its end. */
  isWalkOver: Signal<boolean>
  say: BoardWords
}) {
  const rows = board.rows.value
  const toRefer = rows.flatMap((row) =>
    row.trials.filter(({ decision, referral }) => decision?.kind === 'refer' && !referral?.isOpen),
  ).length
  const print = (kind: 'agenda' | 'pages' | 'record') => (
    <button
      type="button"
      onClick={() => {
        paper.value = { kind }
      }}
    >
      {say.paper[kind]}
    </button>
  )
  return (
    <section class={css['list']} aria-label={say.views.decisions} data-part="decisions">
      <label class={css['participants']}>
        {say.decide.participants}
        <textarea
          rows={2}
          maxLength={500}
          value={board.participants.value}
          onInput={(event) => board.setParticipants(event.currentTarget.value)}
        />
      </label>
      <div class={css['bar']}>
        {toRefer > 0 && (
          <button
            type="button"
            class={css['main']}
            onClick={() => {
              isWalkOver.value = false
              board.startWalk()
            }}
          >
            {say.walk.start(toRefer)}
          </button>
        )}
        {print('agenda')}
        {print('pages')}
        {print('record')}
        <CopyText text={() => paperText(paperOf(board, { kind: 'record' }))} board={board} say={say} />
      </div>
      <p role="status">{isWalkOver.value ? say.walk.over : ''}</p>
      <DecisionTable board={board} say={say} />
    </section>
  )
}

/** One line for each patient and trial of which something was decided, also where the patient has no row now. */
export function DecisionTable({ board, say }: { board: Board; say: BoardWords }) {
  const words = boardWords(board.language.value)
  const of = (rows: readonly (BoardRow | DecidedPatient)[], isElsewhere: boolean) =>
    rows.flatMap((row) =>
      row.trials.flatMap((trial) =>
        trial.decision ? [{ row, trial, decision: trial.decision, isElsewhere }] : [],
      ),
    )
  const decided = [...of(board.rows.value, false), ...of(board.elsewhere.value, true)]
  if (decided.length === 0) return <p>{say.decide.none}</p>
  return (
    <table class={css['decisions']}>
      <tbody>
        {decided.map(({ row, trial, decision, isElsewhere }) => (
          <tr key={`${row.patientId} ${trial.id}`} data-elsewhere={isElsewhere ? '' : undefined}>
            <th scope="row">
              {whoIs(row)}
              {isElsewhere && <p class={css['quiet']}>{say.decide.elsewhere}</p>}
            </th>
            <td>{trial.acronym}</td>
            <td>
              <strong>{words.decisions[decision.kind]}</strong>
              {decision.reason && `: ${words.reasons[decision.reason]}`}
              {decision.note && <p>{decision.note}</p>}
              {trial.decisionKept && <p class={css['quiet']}>{say.decide.kept[trial.decisionKept]}</p>}
            </td>
            <td class={css['quiet']}>{decision.by}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
