import type { Bar } from '../../engine/referral/bars.ts'
import type { ReferralWords } from '../words/referral-en.ts'
import css from './Referral.module.css'

/** Each reason why nothing can be sent, with what to do about it. */
export function Bars({
  bars,
  id,
  onReadAgain,
  onShowLetter,
  words,
}: {
  bars: readonly Bar[]
  id: string
  onReadAgain: () => void
  /** Absent where the letter is offered elsewhere. */
  onShowLetter?: () => void
  words: ReferralWords
}) {
  if (bars.length === 0) return null
  return (
    <section class={css['barred']} aria-labelledby={id} data-part="bars">
      <h3 id={id}>{words.cannotSend}</h3>
      <ul class={css['plain']}>
        {bars.map((bar) => (
          <li key={bar} data-bar={bar}>
            <strong>{words.bar[bar].what}</strong> {words.bar[bar].next}
          </li>
        ))}
      </ul>
      <div class={css['actions']}>
        {bars.includes('read-too-old') && (
          <button type="button" onClick={() => onReadAgain()}>
            {words.readAgain}
          </button>
        )}
        {onShowLetter && (
          <button type="button" onClick={() => onShowLetter()}>
            {words.showLetter}
          </button>
        )}
      </div>
    </section>
  )
}
