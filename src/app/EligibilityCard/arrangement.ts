import { useSignal } from '@preact/signals'

/** In which order the rows stand, and what may change it. */
export interface Arrangement {
  /** By result; otherwise in the trial's own order. */
  readonly isByResult: boolean
  /** All is read, and the rows stay where they are until the reader asks. */
  readonly isHeld: boolean
  /** The reader opened or focused a row. */
  readonly touch: () => void
  /** The reader asked for the order by result. */
  readonly settle: () => void
}

/**
 * The rows stand in the trial's order while the record is read and go to their sections once, at the end.
 * Where the reader had a row in use by then, nothing moves under the hand: the rows wait to be asked.
 */
export function useArrangement(isReading: boolean): Arrangement {
  const isTouched = useSignal(false)
  const isSettled = useSignal(!isReading)
  if (!isReading && !isTouched.peek() && !isSettled.peek()) isSettled.value = true
  const isByResult = isSettled.value
  return {
    isByResult,
    isHeld: !isByResult && !isReading,
    touch: () => {
      if (!isByResult) isTouched.value = true
    },
    settle: () => {
      isSettled.value = true
    },
  }
}
