import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { ReferralState } from '../../engine/referral/state.ts'
import { isFocusLost } from '../focus-lost.ts'

/**
 * Keeps the focus with what the clinician does. What was pressed often goes with the state that it ended; the focus
 * then goes back to where the step was opened from, else to what is said about how far the referral is. It is never
 * taken from elsewhere on the page.
 */
export function useFocusOf(section: RefObject<HTMLElement | null>, kind: ReferralState['kind']): void {
  const before = useRef(kind)
  // While a view is rendered, the page still is as it was before.
  const hadFocus = section.current?.contains(document.activeElement) ?? false
  useEffect(() => {
    const isOver = before.current !== kind
    before.current = kind
    if (!isOver || !hadFocus || !isFocusLost() || kind === 'confirming') return
    const find = (part: string) => section.current?.querySelector<HTMLElement>(`[data-part="${part}"]`)
    const isBack = kind === 'idle' || kind === 'ready'
    const target = (isBack && (find('refer') ?? find('bars')?.querySelector('button'))) || find('progress')
    target?.focus()
  }, [kind])
}
