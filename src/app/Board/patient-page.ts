import { changeInWords } from '../../engine/board/changes.ts'
import type { MissingItem } from '../../engine/board/missing.ts'
import { SUPPLIERS, type Supplier } from '../../engine/board/supplier.ts'
import { boardWords } from '../../engine/board/words/words-of.ts'
import type { Language } from '../../engine/language.ts'
import { isWorthDiscussing } from '../../engine/verdict/worth-discussing.ts'
import type { BoardRow, RowTrial } from '../board-shown.ts'
import type { BoardWords } from '../words/board.ts'
import { byWorth } from './arranged.ts'
import { asMany, IN_COLUMNS, linesOf, ON_A_PAGE } from './one-page.ts'
import { whoIs } from './who-is.ts'

/** A list on a page, as far as there is room for it. */
export interface PageList {
  readonly lines: readonly string[]
  /** So many more there is no room for. */
  readonly left: number
}

/** One trial on a patient's page. */
export interface PageTrial {
  readonly id: string
  readonly title: string
  readonly lines: readonly string[]
  readonly changes: PageList
}

/** What stands on the one page of a patient. */
export interface PatientPage {
  readonly who: string
  readonly header: readonly string[]
  readonly trials: readonly PageTrial[]
  /** By who could supply it. */
  readonly missing: readonly { readonly supplier: Supplier; readonly lines: readonly string[] }[]
  readonly missingLeft: number
  readonly gaps: PageList
}

/**
 * The page of a patient. What was decided and how each trial comes out stand whole; of long lists as much as the page
 * holds, what most trials wait for first, and how many more there are. Rival: a second page, which is left in the printer.
 */
export function patientPage(
  row: BoardRow,
  header: readonly string[],
  language: Language,
  say: BoardWords,
): PatientPage {
  const words = boardWords(language)
  const who = row.isTestData ? words.testData.patient(whoIs(row)) : whoIs(row)
  const trials = byWorth(row.trials).map((trial) => ({
    id: trial.id,
    title: `${trial.acronym} (${trial.id}): ${trial.verdict.sentence}`,
    lines: trialLines(trial, language, say),
    changes: (trial.changes ?? []).map((change) => changeInWords(change, language)),
  }))
  const fixed =
    linesOf(who, 'title') +
    sum(header.map((line) => linesOf(line))) +
    sum(trials.map(({ title, lines }) => linesOf(title, 'heading') + sum(lines.map((line) => linesOf(line)))))
  let room = ON_A_PAGE - fixed
  const share = (part: number) => Math.max(0, room * part)

  // A list of its own has a heading, and a line for what is left.
  const gaps = listIn(row.gaps, share(0.25) - 2)
  room -= heightOf(gaps)
  const changed = trials.filter(({ changes }) => changes.length > 0).length
  const shown = trials.map((trial) => {
    const changes = listIn(trial.changes, share(0.5) / Math.max(1, changed) - 2)
    return { ...trial, changes }
  })
  room -= sum(shown.map(({ changes }) => heightOf(changes)))
  const missing = missingIn(row.missing, room)
  return { who, header, trials: shown, ...missing, gaps }
}

/** What is said of one trial: little where it does not fit, more where it is worth discussing. */
function trialLines(
  { verdict, standing, referral, decision }: RowTrial,
  language: Language,
  say: BoardWords,
): string[] {
  const words = boardWords(language)
  const isWorth = isWorthDiscussing(verdict.kind)
  const { kind, reason, note } = decision ?? {}
  const decided = kind ? words.decisions[kind] : say.decide.undecided
  return [
    ...(verdict.because ? [verdict.because] : []),
    ...(verdict.overrides ? [verdict.overrides.sentence] : []),
    ...(isWorth ? standing.map(({ text }) => text) : []),
    ...(referral ? [words.changes.referral(words.referrals[referral.status])] : []),
    ...(isWorth || decision
      ? [
          `${say.column.decision}: ${decided}${reason ? `: ${words.reasons[reason]}` : ''}${note ? `. ${note}` : ''}`,
        ]
      : []),
  ]
}

function listIn(all: readonly string[], room: number): PageList {
  const lines = all.slice(
    0,
    asMany(
      all.map((line) => linesOf(line)),
      room,
    ),
  )
  return { lines, left: all.length - lines.length }
}

const heightOf = ({ lines, left }: PageList): number =>
  lines.length + left === 0 ? 0 : 2 + sum(lines.map((line) => linesOf(line)))

/** In two columns, under whom to ask: that is said once. */
function missingIn(all: readonly MissingItem[], room: number): Pick<PatientPage, 'missing' | 'missingLeft'> {
  const named = new Set<Supplier>()
  const heights = all.map(({ wanted, supplier }) => {
    const heading = named.has(supplier) ? 0 : 1.2
    named.add(supplier)
    return heading + linesOf(wanted, 'column')
  })
  // Of the room goes the heading and what is left; columns never come out even.
  const count = asMany(heights, (room - 3) * IN_COLUMNS)
  const kept = all.slice(0, count)
  const groups = SUPPLIERS.map((supplier) => ({
    supplier,
    lines: kept.filter((item) => item.supplier === supplier).map(({ wanted }) => wanted),
  }))
  return { missing: groups.filter(({ lines }) => lines.length > 0), missingLeft: all.length - count }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)
