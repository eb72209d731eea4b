import type { Language } from '../engine/language.ts'
import css from './Page.module.css'
import type { Words } from './words/en.ts'

/** English or Dutch. */
export function LanguageSwitch({
  language,
  onChoose,
  words,
}: {
  language: Language
  onChoose: (language: Language) => void
  words: Words
}) {
  const choice = (of: Language, name: string) => (
    <button
      type="button"
      lang={of}
      aria-pressed={language === of}
      aria-label={name}
      onClick={() => onChoose(of)}
    >
      {of.toUpperCase()}
    </button>
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are two buttons
    <div class={css['languages']} role="group" aria-label={words.language}>
      {choice('en', 'English (EN)')}
      {choice('nl', 'Nederlands (NL)')}
    </div>
  )
}
