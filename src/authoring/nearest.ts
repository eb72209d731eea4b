/** The one of `names` that a misspelt word was probably meant to be, if it is close to one. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const reach = Math.max(1, Math.floor(word.length / 3))
  const near = names
    // Words of too different a length are never near: they are not compared.
    .filter((name) => Math.abs(name.length - word.length) <= reach)
    .map((name) => ({ name, distance: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter((one) => one.distance <= reach)
    .sort((a, b) => a.distance - b.distance)
  return near[0]?.name
}

/** "Did you mean …?", or else what there is to choose from. */
export function suggestion(word: string, names: readonly string[]): string {
  const name = nearest(word, names)
  return name === undefined ? `Known: ${names.join(', ')}.` : `Did you mean ${name}?`
}

/** Letters to add, drop or change to get from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries())
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)),
      )
    row = next
  }
  return row[row.length - 1] ?? 0
}
