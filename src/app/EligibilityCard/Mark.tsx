import type { Words } from '../words/en.ts'
import css from './Mark.module.css'

/** What a row says at a glance. */
export type MarkKind = keyof Words['mark']

/** One shape for each mark: told apart without colour. */
const SHAPES: Record<MarkKind, string> = {
  // a tick
  supports: 'M3 8.5 6.5 12 13 4.5',
  // a cross
  contradicts: 'M4 4l8 8M12 4l-8 8',
  // a question mark
  open: 'M5 5.6a3 3 0 1 1 4.4 2.6C8.4 8.8 8 9.3 8 10.3M8 13.4v.01',
  // a dash: nothing to decide
  allowed: 'M3.5 8h9',
  // three dots
  checking: 'M3 8v.01M8 8v.01M13 8v.01',
}

/** The mark of a row or of the verdict: a shape, for the eye only. Its word stands beside it as text. */
export function Mark({ kind }: { kind: MarkKind }) {
  return (
    <svg class={css['mark']} data-tone={kind} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={SHAPES[kind]} />
    </svg>
  )
}
