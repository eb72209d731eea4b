import { describe, expect, it } from 'vitest'
import { takeApart } from '../../../src/authoring/scaffold/eligibility.ts'

/** Each line with the first letter of its side, `?` where that is not clear; a line below it after a slash. */
const linesOf = (text: string): string[] =>
  takeApart(text).lines.map(
    ({ side, sentence }) =>
      `${side === 'unclear' ? '?' : side.charAt(0)} ${sentence.replaceAll('\n', ' / ')}`,
  )

describe('sides', () => {
  it.each([
    ['plain headings', 'Inclusion Criteria:\n\n* a\n\nExclusion Criteria:\n\n* b', ['i a', 'e b']],
    ['headings without a colon', 'INCLUSION CRITERIA\n* a\nExclusion\n* b', ['i a', 'e b']],
    ['bold headings', '**Inclusion Criteria:**\n\n* a\n\n**Key Exclusion Criteria**\n\n* b', ['i a', 'e b']],
    ['a criterion behind the heading', 'Inclusion: adult\nExclusion: child', ['i adult', 'e child']],
    [
      'the plain introduction to a list',
      'Exclusion Criteria:\n\nPatients who meet any of the following criteria will be excluded:\n\n* a',
      ['e a'],
    ],
  ])('are those of %s', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected)
  })

  it.each([
    ['there is no heading', '* a\n* b', ['? a', '? b']],
    ['a heading names both', 'Inclusion and exclusion criteria:\n\n* a', ['? a']],
    [
      'a heading speaks of a part of the patients',
      'Inclusion Criteria:\n* a\n\nInclusion criteria for part B:\n\n* b',
      ['i a', '? b'],
    ],
    ['a heading turns its sense', 'Exclusion criteria that do not apply to arm A:\n\n* a', ['? a']],
    [
      'a line speaks of a side and is no plain heading',
      'Exclusion Criteria:\n* a\n\nInclusion, part 2\n\n* b',
      ['e a', '? b'],
    ],
    [
      'a paragraph follows a list',
      'Exclusion Criteria:\n\n* a\n\nPatients may be screened again.',
      ['e a', '? Patients may be screened again.'],
    ],
  ])('stay open where %s', (_, text, expected) => {
    expect(linesOf(text)).toEqual(expected)
  })
})

describe('lines that belong together', () => {
  it.each([
    ['those set further in', '* One of:\n  * a\n  * b\n* c', ['i One of: / * a / * b', 'i c']],
    ['those of another kind of bullet', '* One of:\n1. a\n2. b\n* c', ['i One of: / 1. a / 2. b', 'i c']],
    [
      'all that follow where the end is not shown',
      '* Age\n* One of the following:\n* a\n* b',
      ['i Age', 'i One of the following: / * a / * b'],
    ],
    ['alternatives', '* a, or\n* b\n* c', ['i a, or / * b', 'i c']],
    ['what begins with or', '* a\n* or b\n* c', ['i a / * or b', 'i c']],
    [
      'an introduction and its list',
      'At least one of:\n\n* a\n* b\n\nFor women:\n\n* c',
      ['i At least one of: / * a / * b', 'i For women: / * c'],
    ],
    ['the rest of a sentence', '* a long\nsentence\n* b', ['i a long / sentence', 'i b']],
  ])('stay together: %s', (_, text, expected) => {
    expect(linesOf(`Inclusion Criteria:\n\n${text}`)).toEqual(expected)
  })

  it('are told to the author where the registry does not show which they are', () => {
    const { lines } = takeApart('Inclusion Criteria:\n\n* a\n* Any of:\n* b')
    expect(lines.map(({ isWholeList }) => isWholeList)).toEqual([false, true])
  })
})

describe('lines that are no criterion', () => {
  it.each([
    [
      'headings',
      'Inclusion Criteria:\n\nPatients must meet all of the following criteria:\n\n* a',
      ['heading', 'heading'],
    ],
    ['the word none', 'Exclusion Criteria:\n\n* None', ['heading', 'names-none']],
    ['a number alone', 'Exclusion Criteria:\n\n1.\n\n2.', ['heading', 'no-words', 'no-words']],
    [
      'a footnote',
      'Inclusion Criteria:\n\n* high-risk\\* tumour\n\n\\* high risk: grade 3',
      ['heading', 'footnote'],
    ],
  ])('are listed: %s', (_, text, expected) => {
    expect(takeApart(text).others.map(({ why }) => why)).toEqual(expected)
  })

  it('do not swallow a footnote to which no word points', () => {
    expect(linesOf('Inclusion Criteria:\n\n* a\n\n\\* grade 3')).toEqual(['i a', '? grade 3'])
  })

  it('do not swallow “none” among what lets in, nor an introduction that gives a choice', () => {
    expect(linesOf('Inclusion Criteria:\n\n* None\n\nOne of the following criteria:\n\n* a')).toEqual([
      'i None',
      '? One of the following criteria: / * a',
    ])
  })
})
