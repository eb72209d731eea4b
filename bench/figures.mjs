/** The middle value; of an even number the upper of the two. */
export const median = (numbers) =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

/** A number with so many decimals, thousands apart. */
export const figure = (number, decimals = 0) =>
  number.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** Writes a table: the first column to the left, figures to the right. */
export function writeTable(title, heads, rows) {
  const all = [heads, ...rows]
  const widths = heads.map((_, at) => Math.max(...all.map((row) => String(row[at] ?? '').length)))
  const line = (row) =>
    widths
      .map((width, at) => (at === 0 ? String(row[at]).padEnd(width) : String(row[at] ?? '').padStart(width)))
      .join('  ')
      .trimEnd()
  write(`\n${title}\n\n${line(heads)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}\n`)
  for (const row of rows) write(`${line(row)}\n`)
}

/** Writes how a goal stands, in a line for people and scripts. Gives whether it is reached. */
export function writeGoal(name, value, limit, unit = '') {
  const isReached = value <= limit
  write(`GOAL ${name} ${value} ${[limit, unit].join(' ').trim()} ${isReached ? 'PASS' : 'FAIL'}\n`)
  return isReached
}

export const write = (text) => process.stdout.write(text)
