import type { Signal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Board } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import css from './Board.module.css'

type Walk = NonNullable<Board['walk']['value']>

/** Where the walk through the referrals is. Nothing is sent by going on. */
export function WalkBar({
  board,
  walk: { at, steps },
  isOver,
  say,
}: {
  board: Board
  walk: Walk
  /** Set once the last one is gone by; said where the walk began. */
  isOver: Signal<boolean>
  say: BoardWords
}) {
  const step = steps[at]
  const opened = board.opened.value
  const isSent =
    step !== undefined &&
    opened?.patientId === step.patientId &&
    opened.model.referrals.value.get(step.trial)?.shown.value.state.kind === 'sent'
  return (
    <div class={css['walk']} data-part="walk">
      <p role="status">
        <strong>{say.walk.at(at + 1, steps.length, acronymOf(board, step))}</strong> {say.walk.says}
      </p>
      <button
        type="button"
        onClick={() => {
          board.nextInWalk()
          isOver.value = board.walk.peek() === undefined
        }}
      >
        {isSent ? say.walk.next : say.walk.skip}
      </button>
      <button type="button" onClick={board.endWalk}>
        {say.walk.end}
      </button>
    </div>
  )
}

const acronymOf = (board: Board, step: Walk['steps'][number] | undefined): string =>
  board.rows.value
    .find(({ patientId }) => patientId === step?.patientId)
    ?.trials.find(({ id }) => id === step?.trial)?.acronym ?? ''

/**
 * Leads to the trial that the patient is to be referred to, once the card has taken its order: opened, and the focus
 * where the referral begins. Whether it begins is the reader's to say.
 */
export function useWalk(section: RefObject<HTMLElement | null>, walk: Walk | undefined): void {
  const step = walk?.steps[walk.at]
  useEffect(() => {
    const within = section.current
    if (!within || !step) return
    // What refers may come a moment after the card. Whoever has gone elsewhere by then is left there.
    let at: HTMLElement | undefined
    const lead = () => {
      if (within.querySelector('ul[data-order="given"]')) return false
      const all = [...within.querySelectorAll<HTMLElement>('article[data-trial]')]
      const own = all.find(({ dataset }) => dataset['trial'] === step.trial)
      const refer = own?.querySelector<HTMLElement>('[data-part="refer"]')
      const summary = own?.querySelector<HTMLElement>('summary')
      if (!own || own.dataset['verdict'] === 'checking') return false
      const details = own.querySelector('details')
      if (details && !at) details.open = true
      const isElsewhere = at && document.activeElement !== at && document.activeElement !== document.body
      if (isElsewhere) return true
      at = refer ?? summary ?? own
      at.focus()
      return refer !== null && refer !== undefined
    }
    if (lead()) return
    const watch = new MutationObserver(() => {
      if (lead()) watch.disconnect()
    })
    watch.observe(within, { subtree: true, childList: true, attributeFilter: ['data-order', 'data-verdict'] })
    return () => watch.disconnect()
  }, [step])
}
