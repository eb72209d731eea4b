import type { TimelineEvent } from '../../engine/card/card.ts'
import type { Words } from '../words/en.ts'
import css from './Timeline.module.css'

type Lane = 'left' | 'right' | 'none'

/** One shape for each kind of event. */
const SHAPES: Record<TimelineEvent['kind'], string> = {
  // a disc
  primary: 'M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z',
  // a triangle
  radiotherapy: 'M8 2.5 13.5 13h-11z',
  // a diamond
  recurrence: 'M8 2l6 6-6 6-6-6z',
  // a square
  surgery: 'M3.5 3.5h9v9h-9z',
}

/**
 * The disease course, the oldest first: a lane for each side, an event in the lane of its side. The order on
 * one side decides this trial, so it is read straight down a lane. The list is its own text alternative.
 */
export function Timeline({
  events,
  id,
  onShow,
  words,
}: {
  events: readonly TimelineEvent[]
  id: string
  onShow: (criterion: string) => void
  words: Words
}) {
  if (events.length === 0) return null
  const lanes: readonly Lane[] = events.some(({ side }) => side === 'unknown')
    ? ['left', 'right', 'none']
    : ['left', 'right']
  const dated = events.filter(({ from }) => from !== undefined).sort(byTime)
  const undated = events.filter(({ from }) => from === undefined)
  const list = (shown: readonly TimelineEvent[]) => (
    <ol class={css['events']}>
      {shown.map((event) => (
        <Event
          key={`${event.kind} ${event.side} ${event.reference}`}
          event={event}
          lanes={lanes}
          onShow={onShow}
          words={words}
        />
      ))}
    </ol>
  )
  return (
    <section class={css['timeline']} data-lanes={lanes.length} aria-labelledby={id}>
      <h2 id={id}>{words.timeline}</h2>
      <div class={css['legend']} aria-hidden="true">
        <span class={css['lanes']}>
          {lanes.map((lane) => (
            <span key={lane} title={words.laneName[lane]}>
              {words.lane[lane]}
            </span>
          ))}
        </span>
        <span class={css['key']}>{words.answersKey}</span>
      </div>
      {dated.length > 0 && list(dated)}
      {undated.length > 0 && (
        <section class={css['undated']} aria-labelledby={`${id}-undated`}>
          <h3 id={`${id}-undated`}>{words.undated}</h3>
          {list(undated)}
        </section>
      )}
    </section>
  )
}

function Event({
  event,
  lanes,
  onShow,
  words,
}: {
  event: TimelineEvent
  lanes: readonly Lane[]
  onShow: (criterion: string) => void
  words: Words
}) {
  return (
    <li data-planned={event.planned}>
      <span class={css['tracks']} aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane} class={css['track']}>
            {isIn(lane, event.side) && (
              <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d={SHAPES[event.kind]} />
              </svg>
            )}
          </span>
        ))}
      </span>
      <div class={css['event']}>
        <p>
          <span class={css['date']}>{event.date}</span> <strong>{words.event[event.kind]}</strong>{' '}
          <span class={css['side']}>
            {words.side[event.side]}
            {event.planned && `, ${words.planned}`}
          </span>
        </p>
        <p>{event.label}</p>
        {event.answers.length > 0 && (
          <ul class={css['answers']} aria-label={words.answers}>
            {event.answers.map(({ id, statement }) => (
              <li key={id}>
                <button
                  type="button"
                  aria-label={`${words.showCriterion} ${statement}`}
                  onClick={() => onShow(id)}
                >
                  {statement}
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

const isIn = (lane: Lane, side: TimelineEvent['side']): boolean =>
  side === 'unknown' ? lane === 'none' : side === 'both' ? lane !== 'none' : lane === side

const byTime = (one: TimelineEvent, other: TimelineEvent): number =>
  compare(one.from, other.from) || compare(one.to, other.to)

const compare = (one = '', other = ''): number => (one < other ? -1 : one > other ? 1 : 0)
