import css from './Choice.module.css'

/** One of a few, by one tap: radio buttons that look like what they are, each as large as a finger. */
export function Choice<Value extends string>({
  title,
  name,
  options,
  chosen,
  onChoose,
}: {
  title: string
  name: string
  options: readonly { readonly value: Value; readonly label: string }[]
  chosen: Value | undefined
  onChoose: (value: Value) => void
}) {
  return (
    <fieldset class={css['choice']}>
      <legend>{title}</legend>
      <div class={css['options']}>
        {options.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name={name}
              value={value}
              checked={chosen === value}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
