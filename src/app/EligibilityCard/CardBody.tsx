import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Card, CardLine } from '../../engine/card/card.ts'
import type { Clinician } from '../clinician.ts'
import type { Words } from '../words/en.ts'
import type { Arrangement } from './arrangement.ts'
import { askFor } from './ask.ts'
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
  clinician,
  isAlone,
  words,
}: {
  card: Card
  /** Ids of the criteria that the reader has open. */
  openRows: Signal<ReadonlySet<string>>
  arrangement: Arrangement
  clinician: Clinician
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

  const ask = askFor(card, clinician)
  const isJudged = !card.checking && card.verdict.kind !== 'not-applicable'
  const isSummary = card.trial.standing.some(({ kind }) => kind === 'summary')
  const allowed = new Set(card.sections.find(({ kind }) => kind === 'allowed')?.lines.map((line) => line.id))
  const row = (line: CardLine) => (
    <li key={line.id}>
      <Criterion
        line={line}
        mark={markOf(line, allowed)}
        ask={ask}
        asksInside={!arrangement.isByResult}
        mayOverride={isJudged && line.effect !== 'supports'}
        isSummary={isSummary}
        isOpen={openRows.value.has(line.id)}
        onToggle={(isOpen) => toggle(line.id, isOpen)}
        words={words}
      />
    </li>
  )

  // Rows stand where they took their place, with what is known of them now.
  const now = new Map(card.lines.map((line) => [line.id, line]))
  const placed = arrangement.placed.find(({ trial }) => trial.id === card.trial.id)?.sections ?? card.sections
  const sections = placed.map(({ kind, title, lines }) => ({
    kind,
    title,
    lines: lines.flatMap(({ id: row }) => now.get(row) ?? []),
  }))

  // Nothing comes in above the rows while they must not move.
  const gaps = <Gaps gaps={card.gaps} id={id('gaps')} words={words} />

  const held = isAlone && (
    <Held
      held={arrangement.held}
      says={card.verdict.sentence}
      onSettle={settle}
      words={words}
      say={ask.say}
    />
  )

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
      {!arrangement.isByResult && held}
      {!arrangement.isByResult && gaps}
      {applies &&
        arrangement.isByResult &&
        sections.map(({ kind, title, lines }) => (
          <section key={kind} class={css['section']} data-tone={kind} aria-labelledby={id(kind)}>
            <h2 id={id(kind)} tabIndex={-1}>
              {title}
            </h2>
            <ul class={css['rows']}>{lines.map(row)}</ul>
          </section>
        ))}
      {arrangement.isByResult && held}
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
