/** A piece of HTML. Everything that is put into one is escaped, except another piece. */
export class Html {
  constructor(readonly source: string) {}
}

/** Builds HTML from a template: text put into it is escaped, lists are joined, `false` is nothing. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | Html | false | readonly Html[])[]
): Html {
  return new Html(parts.map((part, index) => `${part}${sourceOf(values[index] ?? '')}`).join(''))
}

function sourceOf(value: string | Html | false | readonly Html[]): string {
  if (value === false) return ''
  if (value instanceof Html) return value.source
  return typeof value === 'string' ? escaped(value) : value.map(sourceOf).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
