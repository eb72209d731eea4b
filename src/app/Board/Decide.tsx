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

/** What is chosen and written here, and not recorded yet. */
interface Said {
  readonly kind?: DecisionKind | undefined
  readonly reason?: NotSuitableReason | undefined
  readonly note?: string
}

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
  // Until something else is said here, it stays as it was decided: that may be known only after this was shown.
  const said = useSignal<Said | undefined>(undefined)
  const { kind, reason, note = '' } = said.value ?? decision ?? {}
  const change = (next: Said) => {
    said.value = { kind, reason, note, ...next }
  }
  /** Record was pressed with something missing. */
  const hasTried = useSignal(false)
  const words = boardWords(board.language.value)
  const needsReason = kind === 'not-suitable'
  const missing = kind === undefined ? 'kind' : needsReason && !reason ? 'reason' : undefined
  const name = (part: string) => `${patientId}-${id}-${part}`
  const save = () => {
    hasTried.value = missing !== undefined
    if (kind === undefined || missing) return
    const words = note.trim()
    board.decide(patientId, id, {
      kind,
      ...(needsReason && reason && { reason }),
      ...(words && { note: words }),
    })
    said.value = undefined
  }
  return (
    <div class={css['decide']} data-decide={id}>
      <Choice<DecisionKind>
        title={`${acronym}: ${say.verdict[verdict.kind]}`}
        name={name('kind')}
        options={DECISIONS.map((value) => ({ value, label: words.decisions[value] }))}
        chosen={kind}
        onChoose={(chosen) => change({ kind: chosen })}
      />
      {needsReason && (
        <Choice<NotSuitableReason>
          title={say.decide.reason}
          name={name('reason')}
          options={NOT_SUITABLE_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
          chosen={reason}
          onChoose={(chosen) => change({ reason: chosen })}
        />
      )}
      <Note label={say.decide.note} text={note} onWrite={(text) => change({ note: text })} />
      <div class={css['bar']}>
        <button type="button" aria-disabled={missing !== undefined} onClick={save}>
          {say.decide.save}
        </button>
        <p role="status">
          {missing && (hasTried.value || kind !== undefined)
            ? say.decide.missing[missing]
            : said.value
              ? say.decide.changed
              : decisionKept
                ? say.decide.kept[decisionKept]
                : ''}
        </p>
      </div>
    </div>
  )
}
