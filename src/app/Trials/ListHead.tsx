import { useRef } from 'preact/hooks'
import type { Card } from '../../engine/card/card.ts'
import type { Clinician } from '../clinician.ts'
import { AnswersLine } from '../EligibilityCard/AnswersLine.tsx'
import { ReadingProgress } from '../EligibilityCard/VerdictLine.tsx'
import type { Progress } from '../ports.ts'
import type { Words } from '../words/en.ts'
import { groupsOf } from './order.ts'
import css from './Trials.module.css'

/**
 * How many of the trials are worth discussing, or that it is not known yet; announced when it changes. What an answer
 * did to a trial stands in that trial's own line: here it is announced as well, and shown to nobody a second time.
 */
export function ListHead({
  cards,
  isReading,
  isSteady,
  progress,
  clinician,
  words,
}: {
  cards: readonly Card[]
  isReading: boolean
  /** Keeps its size, because trials below it must not move. */
  isSteady: boolean
  progress: Progress
  clinician: Clinician
  words: Words
}) {
  const news = useNews(cards, isReading)
  const worth = groupsOf(cards).find(({ kind }) => kind === 'worth')?.cards.length ?? 0
  return (
    <div class={css['head']} data-steady={isSteady}>
      <p role="status" class={css['sum']}>
        {isReading ? words.stillReading : words.trials.worth(worth, cards.length)}
        {news && <span class={css['news']}>. {news}</span>}
      </p>
      {isReading ? (
        <ReadingProgress progress={progress} words={words} />
      ) : (
        <AnswersLine cards={cards} clinician={clinician} />
      )}
    </div>
  )
}

/** The verdict of each trial that the last answer changed: "RT-HYPE: May fit, 3 points to confirm". */
function useNews(cards: readonly Card[], isReading: boolean): string {
  const known = useRef<ReadonlyMap<string, string>>(new Map())
  const news = useRef('')
  const now = new Map(
    cards.map(({ trial, language, verdict }) => [`${language} ${trial.id}`, saidOf(verdict)]),
  )
  if (isReading) {
    known.current = new Map()
    news.current = ''
    return ''
  }
  const changed = cards.filter(({ trial, language, verdict }) => {
    const before = known.current.get(`${language} ${trial.id}`)
    return before !== undefined && before !== saidOf(verdict)
  })
  if (changed.length > 0)
    news.current = changed.map(({ trial, verdict }) => `${trial.acronym}: ${saidOf(verdict)}`).join('. ')
  else if (![...now.keys()].every((key) => known.current.has(key))) news.current = ''
  known.current = now
  return news.current
}

const saidOf = ({ sentence, because, overrides }: Card['verdict']): string =>
  [sentence, because, overrides?.sentence].filter(Boolean).join('. ')
