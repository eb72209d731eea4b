import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Card, CardLine } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import type { Arrangement } from './arrangement.ts'
import { Criterion } from './Criterion.tsx'
import css from './EligibilityCard.module.css'
import { Gaps } from './Gaps.tsx'
import { Held } from './Held.tsx'
import type { MarkKind } from './Mark.tsx'
import { About, Listed, Sites, TrialPanel } from './Panels.tsx'
import { Timeline } from './Timeline.tsx'

/** Everything that a verdict rests on: the criteria, the course, the trial itself. */
export function CardBody({
  card,
  openRows,
  arrangement,
  isAlone,
  words,
}: {
  card: Card
  /** Ids of the criteria that the reader has open. */
  openRows: Signal<ReadonlySet<string>>
  arrangement: Arrangement
  /** No other trial stands beside this one: what the page offers to the reader, the card offers. */
  isAlone: boolean
  words: Words
}) {
  const wanted = useSignal<string | undefined>(undefined)
  const body = useRef<HTMLDivElement>(null)
  const applies = !arrangement.isByResult || card.verdict.kind !== 'not-applicable'
  const id = (part: string) => `${card.trial.id}-${part}`

  const toggle = (row: string, isOpen: boolean) => {
    if (openRows.peek().has(row) === isOpen) return
    const rows = new Set(openRows.peek())
    if (isOpen) rows.add(row)
    else rows.delete(row)
    openRows.value = rows
    if (isOpen) arrangement.touch()
  }
  const show = (row: string) => {
    toggle(row, true)
    wanted.value = `[data-criterion="${row}"] > summary`
  }
  const settle = () => {
    arrangement.settle()
    wanted.value = 'section > h2[tabindex]'
  }
  // What the reader asked for takes the focus once it stands where it was asked for.
  useEffect(() => {
    if (wanted.value === undefined) return
    const find = (what: string) => body.current?.closest('article')?.querySelector<HTMLElement>(what)
    const target = find(wanted.value) ?? find('h1')
    target?.focus()
    wanted.value = undefined
  }, [wanted.value])

  const isSummary = card.trial.standing.some(({ kind }) => kind === 'summary')
  const allowed = new Set(card.sections.find(({ kind }) => kind === 'allowed')?.lines.map((line) => line.id))
  const row = (line: CardLine) => (
    <li key={line.id}>
      <Criterion
        line={line}
        mark={markOf(line, allowed)}
        isSummary={isSummary}
        isOpen={openRows.value.has(line.id)}
        onToggle={(isOpen) => toggle(line.id, isOpen)}
        words={words}
      />
    </li>
  )

  // Nothing comes in above the rows while they must not move.
  const gaps = <Gaps gaps={card.gaps} id={id('gaps')} words={words} />

  return (
    <div class={css['body']} ref={body}>
      {arrangement.isByResult && gaps}
      {!arrangement.isByResult && (
        <section class={css['section']} aria-labelledby={id('criteria')} onFocusIn={arrangement.touch}>
          <h2 id={id('criteria')}>{words.criteria}</h2>
          <ul class={css['rows']} data-steady>
            {card.lines.map(row)}
          </ul>
        </section>
      )}
      {isAlone && arrangement.isHeld && <Held onSettle={settle} words={words} />}
      {!arrangement.isByResult && gaps}
      {applies &&
        arrangement.isByResult &&
        card.sections.map(({ kind, title, lines }) => (
          <section key={kind} class={css['section']} data-tone={kind} aria-labelledby={id(kind)}>
            <h2 id={id(kind)} tabIndex={-1}>
              {title}
            </h2>
            <ul class={css['rows']}>{lines.map(row)}</ul>
          </section>
        ))}
      {applies && <Timeline events={card.timeline} id={id('timeline')} onShow={show} words={words} />}
      {applies && <Sites sites={card.sites} id={id('sites')} words={words} />}
      {applies && <Listed items={card.settle} title={words.settle} id={id('settle')} />}
      <Listed items={card.notices} title={words.notices} id={id('notices')} />
      <TrialPanel panel={card.panel} words={words} />
      <About about={card.about} words={words} />
    </div>
  )
}

function markOf(line: CardLine, allowed: ReadonlySet<string>): MarkKind {
  if (line.checking) return 'checking'
  return allowed.has(line.id) ? 'allowed' : line.effect
}
