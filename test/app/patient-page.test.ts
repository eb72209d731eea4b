/** What goes on the one page of a patient: everything, as long as there is room. */
import { describe, expect, it } from 'vitest'
import { linesOf, ON_A_PAGE } from '../../src/app/Board/one-page.ts'
import { type PatientPage, patientPage } from '../../src/app/Board/patient-page.ts'
import type { BoardRow } from '../../src/app/board-shown.ts'
import { boardPageWords } from '../../src/app/words/board.ts'
import type { MissingItem } from '../../src/engine/board/missing.ts'
import { SUPPLIERS } from '../../src/engine/board/supplier.ts'
import { missingOf, readRow, trialOf } from './shown-board.ts'

const HEADER = ['Test list · Demo hospital · 2026-11-23 09:41', 'Not a decision of the study team.']
const pageOf = (row: BoardRow): PatientPage => patientPage(row, HEADER, 'en', boardPageWords('en'))
const many = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))

const missing = (count: number, length = 30): MissingItem[] =>
  many(count, (at) => missingOf(`${at} `.padEnd(length, 'x'), SUPPLIERS[at % 5]!))
const CHANGE = { kind: 'referral', status: 'accepted' } as const
const note = 'word '.repeat(100).trim()
const decided = (acronym: string) =>
  trialOf(acronym, 'may-fit', 3, { decision: { trial: `NCT-${acronym}`, kind: 'refer', note } })
const namedIn = ({ missing }: PatientPage) => missing.flatMap(({ lines }) => lines)

/** Lines that the page takes, counted from what stands on it. */
function heightOf({ who, header, trials, missing, missingLeft, gaps }: PatientPage): number {
  const list = ({ lines, left }: PatientPage['gaps']) =>
    lines.length + left === 0 ? 0 : 1 + lines.reduce((all, line) => all + linesOf(line), 0) + Math.sign(left)
  const columns = missing.flatMap(({ lines }) => [1, ...lines.map((line) => linesOf(line, 'column'))])
  return [
    linesOf(who, 'title'),
    ...header.map((line) => linesOf(line)),
    ...trials.flatMap(({ title, lines, changes }) => [
      linesOf(title, 'heading'),
      ...lines.map((line) => linesOf(line)),
      list(changes),
    ]),
    columns.length + missingLeft > 0 ? 1 + Math.sign(missingLeft) : 0,
    columns.reduce((all, one) => all + one, 0) / 2,
    list(gaps),
  ].reduce((all, one) => all + one, 0)
}

describe('the page of a patient', () => {
  it('has everything where there is room, each thing under whom to ask, in the order of the row', () => {
    const row = readRow('Anna', { missing: missing(30), gaps: ['Procedures'] })
    const page = pageOf(row)
    expect(page.missingLeft).toBe(0)
    expect(namedIn(page).sort()).toEqual(row.missing.map(({ wanted }) => wanted).sort())
    expect(page.gaps).toEqual({ lines: ['Procedures'], left: 0 })
    for (const { supplier, lines } of page.missing)
      expect(lines).toEqual(
        row.missing.filter((one) => one.supplier === supplier).map(({ wanted }) => wanted),
      )
  })

  it('names what comes first and counts the rest where there is not', () => {
    const row = readRow('Anna', { missing: missing(300) })
    const page = pageOf(row)
    const named = namedIn(page)
    expect(named.length).toBeGreaterThan(60)
    expect(named.length + page.missingLeft).toBe(300)
    expect(new Set(named)).toEqual(new Set(row.missing.slice(0, named.length).map(({ wanted }) => wanted)))
  })

  it.each([
    ['much is missing', { missing: missing(300) }],
    ['what is missing is long', { missing: missing(60, 200) }],
    ['much was not read', { gaps: many(80, (at) => `Part ${at} could not be read.`), missing: missing(40) }],
    [
      'much changed and each trial has a long note',
      {
        trials: many(4, (at) => ({ ...decided(`T${at}`), changes: many(40, () => CHANGE) })),
        missing: missing(60),
        gaps: many(10, (at) => `Part ${at} could not be read.`),
      },
    ],
  ])('holds no more than a page where %s', (_, more) => {
    expect(heightOf(pageOf(readRow('Anna', more)))).toBeLessThanOrEqual(ON_A_PAGE)
  })

  it('loses nothing: what has no room is counted, and a decision stands whole', () => {
    const row = readRow('Anna', {
      trials: many(4, (at) => ({ ...decided(`T${at}`), changes: many(40, () => CHANGE) })),
      missing: missing(60),
      gaps: many(30, (at) => `Part ${at} could not be read.`),
    })
    const page = pageOf(row)
    expect(page.gaps.lines.length + page.gaps.left).toBe(30)
    expect(namedIn(page).length + page.missingLeft).toBe(60)
    for (const { lines, changes } of page.trials) {
      expect(changes.lines.length + changes.left).toBe(40)
      expect(lines.join(' ')).toContain(note)
    }
  })
})
