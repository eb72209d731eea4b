import { useRef } from 'preact/hooks'
import type { CardLine, CardQuestion } from '../../engine/card/card.ts'
import type { Ask } from './ask.ts'
import css from './Question.module.css'
import { Question } from './Question.tsx'

/**
 * What a row asks, and what was answered there. A question that was answered here stays after it is withdrawn, though
 * another may be put first now: it does not go from under the hand.
 */
export function Asked({ line: { asks, answered }, ask }: { line: CardLine; ask: Ask }) {
  const stays = useRef(new Map<string, CardQuestion>()).current
  for (const one of answered) stays.set(one.id, one)
  const shown = [
    ...new Map([...stays.values(), ...(asks ? [asks] : [])].map((one) => [one.id, one])).values(),
  ]
  if (shown.length === 0) return null
  return (
    <div class={css['asked']}>
      {shown.map((question) => (
        <Question
          key={question.id}
          question={question}
          answered={answered.find(({ id }) => id === question.id)}
          ask={ask}
        />
      ))}
    </div>
  )
}
