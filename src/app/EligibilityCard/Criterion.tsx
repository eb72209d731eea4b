import type { CardLine } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import { Asked } from './Asked.tsx'
import type { Ask } from './ask.ts'
import css from './Criterion.module.css'
import { Evidence } from './Evidence.tsx'
import { Mark, type MarkKind } from './Mark.tsx'
import { Override } from './Override.tsx'

/** One criterion: its result at a glance, what it asks; opened, everything that it rests on. */
export function Criterion({
  line,
  mark,
  ask,
  asksInside,
  mayOverride,
  isSummary = false,
  isOpen,
  onToggle,
  words,
}: {
  line: CardLine
  mark: MarkKind
  ask: Ask
  /** Asks only in the opened row: nothing may come in between rows that must not move. */
  asksInside: boolean
  /** Everything is judged, and this one stands in the way. */
  mayOverride: boolean
  /** The sentence is that of a summary, not the registry's own. */
  isSummary?: boolean
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  words: Words
}) {
  const says = !line.checking && addsToOutcome(line, mark, words)
  const asked = <Asked key={ask.language} line={line} ask={ask} />
  const row = (
    <details
      class={css['criterion']}
      data-criterion={line.id}
      data-tone={mark}
      data-asks={!asksInside && (line.asks || line.answered.length > 0) ? '' : undefined}
      data-status={line.checking ? undefined : line.status}
      data-reason={line.checking ? undefined : (line.reason ?? undefined)}
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
    >
      <summary>
        <Mark kind={mark} />
        <span class={css['glance']}>
          <span class={css['statement']}>
            {line.exclude && (
              <>
                <span class={css['tag']}>{words.exclusion}</span>{' '}
              </>
            )}
            {line.statement}
          </span>{' '}
          <span class={css['outcome']}>
            <span class={css['word']}>
              {outcomeOf(line, mark, words)}
              {says && ': '}
            </span>
            {says && line.result}
            {!line.checking && line.caution && (
              <>
                {' · '}
                <span class={css['flag']}>{words.caution}</span>
              </>
            )}
            {line.override && (
              <>
                {' · '}
                <span class={css['flag']}>{ask.say.override.mark}</span>: {line.override.text}
              </>
            )}
          </span>
        </span>
      </summary>
      <div class={css['inside']}>
        {asksInside && asked}
        <Inside line={line} isSummary={isSummary} answers={ask.say.answers} words={words} />
        {mayOverride && <Override line={line} ask={ask} />}
      </div>
    </details>
  )
  return (
    <>
      {row}
      {!asksInside && asked}
    </>
  )
}

/** The mark in words; of what is open, also why. */
function outcomeOf({ reason }: CardLine, mark: MarkKind, words: Words): string {
  return mark === 'open' && reason ? `${words.mark.open}, ${words.reason[reason]}` : words.mark[mark]
}

/** Where nothing was found, the result may be the reason itself, which is not said twice. */
function addsToOutcome({ result, reason }: CardLine, mark: MarkKind, words: Words): boolean {
  const said = [words.mark[mark], reason ? words.reason[reason] : '']
  return result !== '' && !said.some((text) => text.toLowerCase() === result.toLowerCase())
}

function Inside({
  line,
  isSummary,
  answers,
  words,
}: {
  line: CardLine
  isSummary: boolean
  answers: string
  words: Words
}) {
  const said = [...line.used, ...line.notUsed].filter(({ isAnswer }) => isAnswer)
  const used = line.used.filter(({ isAnswer }) => !isAnswer)
  const notUsed = line.notUsed.filter(({ isAnswer }) => !isAnswer)
  return (
    <>
      {line.caution && (
        <p class={css['caution']}>
          <strong>{words.caution}: </strong>
          {line.caution}
        </p>
      )}
      <section>
        <h3>{isSummary ? words.summarySays : words.registrySays}</h3>
        <blockquote lang="en">{line.sentence}</blockquote>
      </section>
      <section>
        <h3>{words.weRead}</h3>
        <p>{line.reading}</p>
        {line.method && <p class={css['method']}>{line.method}</p>}
      </section>
      {(line.leftOpen || line.atThisSite) && (
        <section>
          <h3>{words.leftOpen}</h3>
          {line.leftOpen && <p>{line.leftOpen}</p>}
          {line.atThisSite && <p class={css['at-this-site']}>{line.atThisSite}</p>}
        </section>
      )}
      {!line.checking && (
        <>
          <section>
            <h3>{words.used}</h3>
            {used.length > 0 ? <Evidence evidence={used} words={words} /> : <p>{words.nothingUsed}</p>}
          </section>
          {said.length > 0 && (
            <section>
              <h3>{answers}</h3>
              <Evidence evidence={said} words={words} />
            </section>
          )}
          {notUsed.length > 0 && (
            <section>
              <h3>{words.notUsed}</h3>
              <Evidence evidence={notUsed} words={words} />
            </section>
          )}
        </>
      )}
    </>
  )
}
