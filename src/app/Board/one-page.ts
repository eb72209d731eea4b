/**
 * How much goes on a page of A4, counted in lines of its small print (`Paper.module.css`). Counted and not measured: on
 * screen the paper is not laid out, and the printer's fonts are not the screen's. So letters are taken for as wide as in
 * the widest of the usual fonts, and some lines are left over.
 */

/** Lines of small print on a page; it holds 71. */
export const ON_A_PAGE = 70

/** What is missing stands in so many columns. */
export const IN_COLUMNS = 2

/** Letters in a line of each kind, and lines of small print that one line of it takes with the space around it. */
const KINDS = {
  title: [68, 2],
  heading: [92, 1.5],
  text: [100, 1.05],
  column: [46, 1],
} as const

/** Lines that a text takes. */
export function linesOf(text: string, kind: keyof typeof KINDS = 'text'): number {
  const [letters, height] = KINDS[kind]
  return Math.max(1, Math.ceil(text.length / letters)) * height
}

/** How many of the first lines have room. */
export function asMany(heights: readonly number[], room: number): number {
  let used = 0
  const tooMany = heights.findIndex((height) => {
    used += height
    return used > room
  })
  return tooMany === -1 ? heights.length : tooMany
}
