/** The papers of a meeting: what is missing before it, what is on it, what it decided. */

import { isWorthDiscussing } from '../verdict/worth-discussing.ts'
import {
  type DecidedRow,
  type Meeting,
  type MeetingRow,
  type MeetingTrial,
  type Named,
  namedIn,
} from './meeting.ts'
import type { MissingItem } from './missing.ts'
import { type Paper, type PaperLine, type PaperPart, paperOf } from './paper.ts'
import { SUPPLIERS } from './supplier.ts'
import type { BoardWords } from './words/words.ts'
import { boardWords } from './words/words-of.ts'

/** What is missing before the meeting, by patient or by who can supply it, with the question to put. */
export function missingPaper(
  rows: readonly MeetingRow[],
  by: 'patient' | 'supplier',
  meeting: Meeting,
): Paper {
  const words = boardWords(meeting.language)
  const named = namedIn(rows, meeting.language)
  const line = ({ wanted, question, trials }: MissingItem, aside: string): PaperLine => ({
    text: `${wanted} · ${aside} (${words.forTrials(trials.join(', '))})`,
    under: question === undefined ? [] : [question],
  })
  const parts: PaperPart[] =
    by === 'patient'
      ? named.map(({ who, row }) => ({
          title: who,
          lines: row.missing.map((item) => line(item, words.suppliers[item.supplier])),
        }))
      : SUPPLIERS.map((supplier) => ({
          title: words.suppliers[supplier],
          lines: named.flatMap(({ who, row }) =>
            row.missing.filter((item) => item.supplier === supplier).map((item) => line(item, who)),
          ),
        }))
  const filled = parts.filter(({ lines }) => lines.length > 0)
  const nothing = named.length > 0 ? [{ lines: [{ text: words.nothingMissing, under: [] }] }] : []
  return paperOf('missing', filled.length > 0 ? filled : nothing, rows, meeting)
}

/** One line for each patient: what to discuss, what is missing, what changed. */
export function agendaPaper(rows: readonly MeetingRow[], meeting: Meeting): Paper {
  const words = boardWords(meeting.language)
  const lines = namedIn(rows, meeting.language).map(({ who, row }) => ({
    text: [who, discussing(row, words), missingInShort(row, words), changedInShort(row, words)]
      .filter((part) => part !== '')
      .join(' · '),
    under: [],
  }))
  return paperOf('agenda', lines.length > 0 ? [{ isNumbered: true, lines }] : [], rows, meeting)
}

/** A trial with a decision or a referral is discussed however it comes out now. */
const discussing = ({ trials }: MeetingRow, words: BoardWords): string =>
  trials
    .filter(({ verdict, decision, referral }) => isWorthDiscussing(verdict.kind) || decision || referral)
    .map(({ acronym, verdict, decision, referral }) => {
      const beside = [
        ...(decision ? [words.decided(decisionInWords(decision, words))] : []),
        ...(referral ? [words.changes.referral(words.referrals[referral.status])] : []),
      ]
      return `${acronym}: ${verdict.sentence}${beside.length > 0 ? ` (${beside.join('; ')})` : ''}`
    })
    .join('; ') || words.nothingToDiscuss

function missingInShort({ missing }: MeetingRow, words: BoardWords): string {
  const counted = SUPPLIERS.flatMap((supplier) => {
    const own = missing.filter((item) => item.supplier === supplier).length
    return own > 0 ? [`${words.suppliers[supplier]} ${own}`] : []
  })
  return counted.length > 0 ? words.missing(counted.join(', ')) : ''
}

function changedInShort({ trials }: MeetingRow, words: BoardWords): string {
  const count = trials.flatMap(({ changes = [] }) => changes).length
  return count > 0 ? words.changed(count) : ''
}

/**
 * What was decided, by patient; the patients of whom nothing was decided stand last.
 * @param elsewhere decided at this meeting about patients who are not on the list now, or not read now
 */
export function recordPaper(
  rows: readonly MeetingRow[],
  meeting: Meeting,
  elsewhere: readonly DecidedRow[] = [],
): Paper {
  const words = boardWords(meeting.language)
  const named = namedIn(rows, meeting.language)
  const isDecided = ({ row }: Named) => row.trials.some(({ decision }) => decision)
  const undecided = named.filter((one) => !isDecided(one)).map(({ who }) => ({ text: who, under: [] }))
  const decided = [...named.filter(isDecided), ...namedIn(elsewhere, meeting.language)]
  const parts = [
    ...decided.map(({ who, row }) => ({
      title: who,
      lines: row.trials.flatMap((trial) => decidedLine(trial, words)),
    })),
    ...(undecided.length > 0 ? [{ title: words.notDecided, lines: undecided }] : []),
  ]
  return paperOf('record', parts, rows, meeting, elsewhere)
}

function decidedLine(
  { acronym, decision, decisionKept = 'in-chart' }: DecidedRow['trials'][number],
  words: BoardWords,
): PaperLine[] {
  if (!decision) return []
  const { note, participants, by, at } = decision
  return [
    {
      text: `${acronym}: ${decisionInWords(decision, words)}`,
      under: [
        ...(note === undefined ? [] : [words.note(note)]),
        ...(participants === undefined ? [] : [words.participants(participants)]),
        ...(by === undefined && at === undefined ? [] : [words.recorded(by, at && minuteOf(at))]),
        ...(decisionKept === 'in-chart' ? [] : [words.notInChart]),
      ],
    },
  ]
}

const decisionInWords = (
  { kind, reason }: Pick<NonNullable<MeetingTrial['decision']>, 'kind' | 'reason'>,
  { decisions, reasons }: BoardWords,
): string => (reason ? `${decisions[kind]}: ${reasons[reason]}` : decisions[kind])

/** An instant to the minute, in the order that nobody can misread: `2026-11-23 09:41`. */
const minuteOf = (instant: string): string => instant.slice(0, 16).replace('T', ' ')
