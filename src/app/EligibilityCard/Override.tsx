import { useSignal } from '@preact/signals'
import { useId, useRef } from 'preact/hooks'
import type { CardLine } from '../../engine/card/card.ts'
import type { Ask } from './ask.ts'
import css from './Override.module.css'

/**
 * Goes on in spite of a criterion: a reason, one's own words where they help, and a file for the author of the
 * definition. The finding stays as it is.
 */
export function Override({
  line: { id: criterion, override },
  ask: { trial, clinician, reasons, say },
}: {
  line: CardLine
  ask: Ask
}) {
  const isOpen = useSignal(override !== undefined)
  const note = useSignal(override?.note ?? '')
  const id = useId()
  const part = useRef<HTMLDivElement>(null)
  const words = say.override
  const remove = () => {
    // The button goes with the override: whoever used it goes on at the reasons.
    const [next] = ['[aria-pressed="true"]', 'button'].flatMap(
      (what) => part.current?.querySelector<HTMLElement>(what) ?? [],
    )
    next?.focus()
    clinician.removeOverride(trial, criterion)
  }
  return (
    <section ref={part} class={css['override']}>
      <button type="button" aria-expanded={isOpen.value} onClick={() => (isOpen.value = !isOpen.peek())}>
        {words.title}
      </button>
      {isOpen.value && (
        <>
          <p class={css['hint']}>{words.explains}</p>
          <label for={id}>{words.note}</label>
          <textarea
            id={id}
            rows={2}
            maxLength={500}
            value={note.value}
            aria-describedby={`${id}-hint`}
            onInput={({ currentTarget }) => {
              note.value = currentTarget.value
            }}
            onChange={() => {
              if (override) clinician.override(trial, criterion, override.reason, note.peek())
            }}
          />
          <p id={`${id}-hint`} class={css['hint']}>
            {words.noteHint}
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields of a form; these are buttons */}
          <div role="group" aria-label={words.because} class={css['reasons']}>
            <span aria-hidden="true">{words.because}</span>
            {reasons.map(({ code, text }) => (
              <button
                key={code}
                type="button"
                aria-pressed={override?.reason === code}
                onClick={() => clinician.override(trial, criterion, code, note.peek())}
              >
                {text}
              </button>
            ))}
          </div>
        </>
      )}
      {override && (
        <>
          <p>
            {override.whose}: <strong>{override.text}</strong>
          </p>
          <p class={css['after']}>
            <button type="button" onClick={remove}>
              {words.remove}
            </button>
            <a
              download={override.file.name}
              href={`data:application/json;charset=utf-8,${encodeURIComponent(override.file.content)}`}
              aria-describedby={`${id}-file`}
            >
              {words.file}
            </a>
          </p>
          <p id={`${id}-file`} class={css['hint']}>
            {words.fileHint}
          </p>
        </>
      )}
    </section>
  )
}
