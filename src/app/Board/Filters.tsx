import type { VerdictKind } from '../../engine/card/card.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'
import type { Arrangement } from './order.ts'

/** Which patients are seen, and in which order. */
export function Filters({
  arrangement: { choices: chosen, order, isOld, setOrder },
  trials,
  shown,
  of,
  say,
}: {
  arrangement: Arrangement
  trials: readonly { readonly id: string; readonly acronym: string }[]
  shown: number
  of: number
  say: BoardWords
}) {
  const choices = chosen.value
  const onChoose = (next: typeof choices) => {
    chosen.value = next
  }
  const { filter } = say
  return (
    <fieldset class={css['filters']}>
      <legend>{filter.label}</legend>
      <label>
        {filter.trial}
        <select
          value={choices.trial}
          onChange={(e) => onChoose({ ...choices, trial: e.currentTarget.value })}
        >
          <option value="">{filter.allTrials}</option>
          {trials.map(({ id, acronym }) => (
            <option key={id} value={id}>
              {acronym}
            </option>
          ))}
        </select>
      </label>
      <label>
        {filter.verdict}
        <select
          value={choices.verdict}
          onChange={(e) => onChoose({ ...choices, verdict: e.currentTarget.value as VerdictKind | '' })}
        >
          <option value="">{filter.allVerdicts}</option>
          {Object.entries(say.verdict).map(([kind, text]) => (
            <option key={kind} value={kind}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <label class={css['check']}>
        <input
          type="checkbox"
          checked={choices.missing}
          onChange={(e) => onChoose({ ...choices, missing: e.currentTarget.checked })}
        />
        {filter.missing}
      </label>
      <label>
        {say.order.label}
        <select value={order} onChange={(e) => setOrder(e.currentTarget.value as 'list' | 'worth')}>
          <option value="list">{say.order.list}</option>
          <option value="worth">{say.order.worth}</option>
        </select>
      </label>
      {isOld && (
        <button type="button" onClick={() => setOrder('worth')}>
          {say.order.again}
        </button>
      )}
      <p role="status">{shown < of ? filter.shown(shown, of) : ''}</p>
    </fieldset>
  )
}
