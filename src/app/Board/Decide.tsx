import { useSignal } from '@preact/signals'
import {
  DECISIONS,
  type DecisionKind,
  NOT_SUITABLE_REASONS,
  type NotSuitableReason,
} from '../../engine/board/decision.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Board, RowTrial } from '../board-shown.ts'
import { Choice } from '../Referral/Choice.tsx'
import { Note } from '../Referral/Note.tsx'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'

/** What the board decides of one patient and one trial: a tap, a reason where it needs one, a note, and record. */
export function Decide({
  patientId,
  trial: { id, acronym, verdict, decision, decisionKept },
  board,
  say,
}: {
  patientId: string
  trial: RowTrial
  board: Board
  say: BoardWords
}) {
  const kind = useSignal<DecisionKind | undefined>(decision?.kind)
  const reason = useSignal<NotSuitableReason | undefined>(decision?.reason)
  const note = useSignal(decision?.note ?? '')
  const words = boardWords(board.language.value)
  const needsReason = kind.value === 'not-suitable'
  const missing = kind.value === undefined ? 'kind' : needsReason && !reason.value ? 'reason' : undefined
  const name = (part: string) => `${patientId}-${id}-${part}`
  const save = () => {
    if (kind.value === undefined || missing) return
    const said = note.value.trim()
    board.decide(patientId, id, {
      kind: kind.value,
      ...(needsReason && reason.value && { reason: reason.value }),
      ...(said && { note: said }),
    })
  }
  return (
    <div class={css['decide']} data-decide={id}>
      <Choice<DecisionKind>
        title={`${acronym}: ${say.verdict[verdict.kind]}`}
        name={name('kind')}
        options={DECISIONS.map((value) => ({ value, label: words.decisions[value] }))}
        chosen={kind.value}
        onChoose={(chosen) => {
          kind.value = chosen
        }}
      />
      {needsReason && (
        <Choice<NotSuitableReason>
          title={say.decide.reason}
          name={name('reason')}
          options={NOT_SUITABLE_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
          chosen={reason.value}
          onChoose={(chosen) => {
            reason.value = chosen
          }}
        />
      )}
      <Note
        label={say.decide.note}
        text={note.value}
        onWrite={(text) => {
          note.value = text
        }}
      />
      <div class={css['bar']}>
        <button type="button" aria-disabled={missing !== undefined} onClick={save}>
          {say.decide.save}
        </button>
        <p role="status">
          {missing && kind.value !== undefined ? say.decide.missing[missing] : ''}
          {decisionKept ? ` ${say.decide.kept[decisionKept]}` : ''}
        </p>
      </div>
    </div>
  )
}
