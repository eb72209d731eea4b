import css from './Choice.module.css'

/** A few words of the clinician's own. */
export function Note({
  label,
  hint,
  text,
  onWrite,
}: {
  label: string
  hint?: string
  text: string
  onWrite: (text: string) => void
}) {
  return (
    <label class={css['note']}>
      <span>
        {label}
        {hint && <span class={css['hint']}> ({hint})</span>}
      </span>
      <textarea
        rows={2}
        maxLength={500}
        value={text}
        onInput={(event) => onWrite(event.currentTarget.value)}
      />
    </label>
  )
}
