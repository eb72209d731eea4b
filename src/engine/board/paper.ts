/** A paper of a meeting as plain data: the page prints it, and it can be copied as text. */
import { plain } from '../referral/plain.ts'
import { type Meeting, type MeetingPatient, namedIn } from './meeting.ts'
import type { BoardWords } from './words/words.ts'
import { boardWords } from './words/words-of.ts'

/** One line, with what stands under it. */
export interface PaperLine {
  readonly text: string
  readonly under: readonly string[]
}

/** Lines that belong together; without a title where there is but one such list. */
export interface PaperPart {
  readonly title?: string
  readonly isNumbered?: true
  readonly lines: readonly PaperLine[]
}

/** A paper. */
export interface Paper {
  readonly title: string
  /** List, site and time; that all of it is invented; who took part; that it is no decision of the study team. */
  readonly header: readonly string[]
  readonly parts: readonly PaperPart[]
  /** That it is not complete, where it is not. */
  readonly footer: readonly string[]
}

/**
 * A paper about the patients that were read; it says how many were not.
 * @param beside patients on the paper who are not on the list now
 */
export function paperOf(
  kind: keyof BoardWords['titles'],
  parts: readonly PaperPart[],
  rows: readonly MeetingPatient[],
  { language, listName, siteName, at, participants, isPartOfList }: Meeting,
  beside: readonly MeetingPatient[] = [],
): Paper {
  const words = boardWords(language)
  const named = namedIn(rows, language)
  const unread = rows.length - named.length
  const shown = [...named, ...namedIn(beside, language)]
  const isAllTestData = shown.length > 0 && shown.every(({ row }) => row.isTestData)
  return {
    title: words.titles[kind],
    header: [
      [listName, siteName, at].filter(Boolean).join(' · '),
      ...(isAllTestData ? [words.testData.all] : []),
      ...(kind === 'record' && participants ? [words.participants(participants)] : []),
      words.notADecision,
    ],
    parts,
    footer: [
      ...(unread > 0 ? [words.unread(unread)] : []),
      ...(isPartOfList ? [words.partOfList[kind === 'record' ? 'record' : 'others']] : []),
    ],
  }
}

/** The paper as plain text. No text of the record can pass for another line. */
export function paperText({ title, header, parts, footer }: Paper): string {
  const blocks = [
    [title, ...header].map(plain),
    ...parts.map((part) => [
      ...(part.title === undefined ? [] : [plain(part.title)]),
      ...part.lines.flatMap(({ text, under }, place) => [
        `${part.isNumbered ? `${place + 1}.` : '-'} ${plain(text)}`,
        ...under.map((line) => `  ${plain(line)}`),
      ]),
    ]),
    footer.map(plain),
  ]
  const text = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  return `${text.join('\n\n')}\n`
}
