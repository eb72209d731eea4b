import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import css from './Referral.module.css'
import { type Reveal, useRevealed } from './reveal.ts'

/**
 * Sends, once. Deaf until it has been in sight for half a second, and after it was pressed. Where it may not send it
 * stays in reach of the keyboard, so that the reason beside it is heard.
 */
export function SendButton({
  label,
  pendingLabel,
  blockedBy,
  reveal,
  onSend,
}: {
  label: string
  pendingLabel: string
  /** Id of the sentence that says why not. */
  blockedBy: string | undefined
  reveal: Reveal
  onSend: () => void
}) {
  const button = useRef<HTMLButtonElement>(null)
  const isRevealed = useRevealed(button, reveal)
  const isPressed = useSignal(false)
  const press = () => {
    if (blockedBy !== undefined || !isRevealed.peek() || isPressed.peek()) return
    isPressed.value = true
    onSend()
  }
  return (
    <button
      ref={button}
      type="button"
      class={css['primary']}
      data-part="send"
      aria-disabled={blockedBy !== undefined || isPressed.value}
      aria-describedby={blockedBy}
      onClick={press}
    >
      {isPressed.value ? pendingLabel : label}
    </button>
  )
}
