/** Long and tedious texts. */
import { criterion, definition, many, wordsOf } from './base.ts'
import type { Hostile } from './hostile.ts'

const long = (text: string, to: number) => text.repeat(Math.ceil(to / text.length)).slice(0, to)

/** A definition whose registry text is this one. */
const withText = (text: string, sentences: readonly string[]) =>
  definition(
    sentences.map((sentence, at) => criterion(`c${at}`, sentence)),
    { 'registry-text': text },
  )

const nearlyEqual = (count: number, from = 0) =>
  many(count, (at) => `Patients older than ${at + from} years with disease`)

/** Texts that make a comparison long. */
export const texts: readonly Hostile[] = [
  {
    name: 'one text of 500 kB',
    made: () => definition([criterion('one', 'x'.repeat(500_000))]),
    refused: 'L-LIMIT',
  },
  {
    name: 'registry text of 500 kB',
    made: () => withText(long('Patients older than 17 years.\n', 500_000), ['One']),
    refused: 'L-LIMIT',
  },
  {
    name: 'sentences nearly those of the text, 120',
    made: () => withText(nearlyEqual(800).join('\n').slice(0, 39_900), nearlyEqual(120, 2000)),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'sentences of one letter, 120 times 800',
    made: () =>
      withText(
        'a'.repeat(39_900),
        many(120, (at) => `${'a'.repeat(800)}${at}`),
      ),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'sentences that stand everywhere, 120',
    made: () =>
      withText(
        long('a ', 39_900),
        many(120, (at) => long('a ', 2 * at + 1)),
      ),
    refused: 'L-NOT-COVERED',
  },
  {
    name: 'sentences on three sides, 1,400',
    made: () => ({
      ...withText(
        long('a b ', 39_900),
        many(480, (at) => `${long('a b ', 150)}${at}`),
      ),
      exclusion: many(480, (at) => criterion(`e${at}`, `${long('a b ', 150)}x${at}`)),
      'not-computed': many(480, (at) => ({
        sentence: `${long('a b ', 450)}y${at}`,
        reason: { en: 'x', nl: 'x' },
      })),
    }),
    refused: 'L-LIMIT',
  },
  {
    name: 'sentences of the text, 13,000 not covered',
    made: () => withText(long('A.\n', 39_900), ['B']),
    refused: 'L-LIMIT',
  },
  {
    name: 'bullets, 39,900 in one line',
    made: () => withText(long('* ', 39_900), ['One']),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'headings that are nearly one',
    made: () => withText(`${long('key other ', 39_000)}`, ['One']),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'headings that end in stars',
    made: () => withText(`inclusion${'*'.repeat(39_000)}x`, ['One']),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'headings of brackets',
    made: () => withText(long('Inclusion criteria (', 39_900), ['One']),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'ends of sentences, 39,900',
    made: () => withText(`${long('. ', 39_900)}`, ['One']),
    refused: 'L-NOT-VERBATIM',
  },
  {
    name: 'spaces within a text',
    made: () => withText(`One${' '.repeat(39_000)}.${' '.repeat(900)}`, ['One']),
  },
  {
    name: 'marks of footnotes, 10,000',
    made: () => definition([criterion('one', long('word* ', 39_900))]),
    refused: 'L-FOOTNOTE',
  },
  {
    name: 'stars, 39,900',
    made: () => definition([criterion('one', `a${'*'.repeat(39_900)}b`)]),
    refused: 'L-FOOTNOTE',
  },
  {
    name: 'marks of footnotes with 490 open terms',
    made: () =>
      definition([criterion('one', long('word* ', 39_900))], {
        'open-terms': many(490, (at) => ({
          id: `t${at}`,
          term: `word* ${at}`,
          criteria: ['one'],
          text: { en: 'x', nl: 'x' },
        })),
      }),
    refused: 'L-FOOTNOTE',
  },
  {
    name: 'signs of HTML, 13,000',
    made: () => definition([criterion('one', long('&lt;', 39_900))]),
    refused: 'L-MANGLED',
  },
  {
    name: 'tags never closed',
    made: () => definition([criterion('one', long('<a', 39_900))]),
    refused: 'L-TEXT',
  },
  {
    name: 'links never closed',
    made: () => definition([criterion('one', long('![', 39_900))]),
    refused: 'L-NO-SENTENCE',
  },
  {
    name: 'signs that are not seen',
    made: () => definition([criterion('one', `a${'\u200B'.repeat(39_000)}`)]),
    refused: 'L-TEXT',
  },
  {
    name: 'numbers that differ in two languages, 120',
    made: () =>
      definition(
        many(120, (at) => ({
          ...criterion(`c${at}`, `S ${at}`),
          statement: { en: long('1.1,1.', 200), nl: long('2,2.2,', 200) },
        })),
      ),
  },
  {
    name: 'a mail address of 39,000 dots',
    made: () =>
      definition([criterion('one')], {
        contacts: [
          {
            role: { en: 'x', nl: 'x' },
            name: 'x',
            mail: `${'a.'.repeat(19_000)}@`,
            'as-of': '2026-10-01',
            source: { en: 'x', nl: 'x' },
          },
        ],
      }),
  },
  {
    name: 'a link of 39,000 dashes',
    made: () => definition([criterion('one')], { 'registry-link': `https://${'a-'.repeat(19_000)}` }),
    refused: 'L-LINK',
  },
  {
    name: 'an id of 39,000 letters',
    made: () => definition([criterion('one')], { id: 'a'.repeat(39_000) }),
    refused: 'L-ID',
  },
  {
    name: 'a version of 39,000 digits',
    made: () => definition([criterion('one')], { version: `1.0.${'9'.repeat(39_000)}` }),
  },
  {
    name: 'nonsense, 500 kB',
    made: () => {
      const word = wordsOf(3, 9)
      return many(50_000, word).join(' ')
    },
    refused: 'L-LIMIT',
  },
]
