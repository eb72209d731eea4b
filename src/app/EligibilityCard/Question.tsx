import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { CardAnswer, CardQuestion } from '../../engine/card/card.ts'
import type { Ask } from './ask.ts'
import { NumberEntry } from './NumberEntry.tsx'
import css from './Question.module.css'

/** As many numbers have a button each; more are typed. */
const BUTTONS = 10

/**
 * A question with every answer that it offers: one tap answers, changes the answer, or withdraws it. Answered or not,
 * it is one and the same, and takes the same room, so that the hand stays where it is.
 */
export function Question({
  question,
  answered,
  ask: { clinician, say },
}: {
  question: CardQuestion
  /** The answer, once there is one. */
  answered: CardAnswer | undefined
  ask: Ask
}) {
  const { id, text, choices, number, help } = question
  const helps = useSignal(false)
  const label = useId()
  const group = useRef<HTMLDivElement>(null)
  const answer = (given: string | number) => clinician.answer(id, given)
  const withdraw = () => {
    // The button goes with the answer: whoever used it goes on at the answers.
    const [first] = ['[aria-pressed="true"]', 'button, input'].flatMap(
      (what) => group.current?.querySelector<HTMLElement>(what) ?? [],
    )
    first?.focus()
    clinician.withdraw(id)
  }
  const choice = (given: string | number, words: string) => (
    <button key={given} type="button" aria-pressed={answered?.given === given} onClick={() => answer(given)}>
      {words}
    </button>
  )
  const isTyped = number !== undefined && number.to - number.from >= BUTTONS
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are buttons
    <div ref={group} role="group" aria-labelledby={label} class={css['question']} data-question={id}>
      <p id={label}>{text}</p>
      <div class={css['choices']}>
        {number && !isTyped && numbersIn(number).map((one) => choice(one, String(one)))}
        {number && isTyped && <NumberEntry range={number} onAnswer={answer} say={say} />}
        {choices.map(({ code, text: words }) => choice(code, words))}
      </div>
      <p class={css['whose']}>
        {answered ? (
          <>
            <span>
              {answered.whose}: <strong>{answered.answer}</strong>
            </span>{' '}
            <button type="button" onClick={withdraw}>
              {say.withdraw}
            </button>
          </>
        ) : (
          <span>{say.notAnswered}</span>
        )}
        {help && (
          <button type="button" aria-expanded={helps.value} onClick={() => (helps.value = !helps.value)}>
            {say.help}
          </button>
        )}
      </p>
      {help && helps.value && <p class={css['help']}>{help}</p>}
    </div>
  )
}

const numbersIn = ({ from, to }: { from: number; to: number }): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index)
