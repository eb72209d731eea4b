import type { CardLine } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './Criterion.module.css'
import { Evidence } from './Evidence.tsx'
import { Mark, type MarkKind } from './Mark.tsx'

/** One criterion: its result at a glance; opened, everything that it rests on. */
export function Criterion({
  line,
  mark,
  isSummary = false,
  isOpen,
  onToggle,
  words,
}: {
  line: CardLine
  mark: MarkKind
  /** The sentence is that of a summary, not the registry's own. */
  isSummary?: boolean
  isOpen: boolean
  onToggle: (isOpen: boolean) => void
  words: Words
}) {
  const says = !line.checking && addsToOutcome(line, mark, words)
  return (
    <details
      class={css['criterion']}
      data-criterion={line.id}
      data-tone={mark}
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
          </span>
        </span>
      </summary>
      <Inside line={line} isSummary={isSummary} words={words} />
    </details>
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

function Inside({ line, isSummary, words }: { line: CardLine; isSummary: boolean; words: Words }) {
  return (
    <div class={css['inside']}>
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
      {line.asks && (
        <section class={css['question']}>
          <h3>{words.question}</h3>
          <p>{line.asks.text}</p>
        </section>
      )}
      {!line.checking && (
        <>
          <section>
            <h3>{words.used}</h3>
            {line.used.length > 0 ? (
              <Evidence evidence={line.used} words={words} />
            ) : (
              <p>{words.nothingUsed}</p>
            )}
          </section>
          {line.notUsed.length > 0 && (
            <section>
              <h3>{words.notUsed}</h3>
              <Evidence evidence={line.notUsed} words={words} />
            </section>
          )}
        </>
      )}
    </div>
  )
}
