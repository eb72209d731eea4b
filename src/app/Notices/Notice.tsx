import type { Words } from '../words/en.ts'
import css from './Notice.module.css'

/** A page in place of the card: what happened, what it means, what to do, and a code to pass on. */
export function Notice({
  what,
  means,
  next,
  code,
  words,
}: {
  what: string
  means: string
  next: string
  code: string
  words: Words
}) {
  return (
    <section class={css['notice']} role="alert">
      <h1 ref={takeFocus} tabIndex={-1}>
        {what}
      </h1>
      <p>{means}</p>
      <h2>{words.next}</h2>
      <p>{next}</p>
      <p class={css['code']}>
        {words.code}: <code>{code}</code>
      </p>
    </section>
  )
}

/** The same function each time: the heading takes the focus when it appears, not at each rendering. */
const takeFocus = (heading: HTMLElement | null) => heading?.focus()
