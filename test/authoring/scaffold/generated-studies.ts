/** Studies as a registry might hold them, and as nobody would hope: for tests of what becomes of any of them. */
import fc from 'fast-check'

/** A line of a generated eligibility text, with a word that stands nowhere else. */
export interface GeneratedLine {
  readonly word: string
  readonly text: string
}

/** A generated eligibility text. */
export interface GeneratedText {
  readonly text: string
  readonly lines: readonly GeneratedLine[]
}

/** Texts that mean something to YAML, Markdown, HTML or the eye. */
const HOSTILE = [
  ': ',
  'key: value',
  ' # no comment',
  '- dash',
  "'single'",
  '"double"',
  '*alias',
  '&anchor',
  '| bar',
  '> folded',
  '%TAG',
  '!!str',
  '@at',
  '`tick`',
  '{a: b}',
  '[x]',
  '? question',
  '--- ',
  '...',
  '<<: *x',
  '~',
  'null',
  'yes',
  '1.0',
  '\\>= 1.5 x ULN',
  '\\*',
  'high-risk\\*',
  'a\\_b',
  '&ge; 10',
  '&amp;lt; 5',
  '&foo;',
  '&#8805;',
  'â‰¥ 2',
  'Â±3',
  '≤2 µm²',
  '<b>bold</b>',
  '<script>alert(1)</script>',
  '<a href=x>',
  '<!-- c -->',
  '[link](https://example.org)',
  'javascript:alert(1)',
  'data:text/html',
  '<https://example.org>',
  '```',
  '~~~',
  'term†',
  'm²',
  'note¹',
  'ref [3]',
  'ER\u200bplus',
  '\u202ereversed',
  'soft\u00adhyphen',
  'no\u00a0break',
  'е\u0301',
  '日本語の基準',
  'ﬁ ligature',
  '👩‍⚕️',
  '\ufeff',
  'or',
  'and',
  'is allowed',
  'One of the following:',
  'except for',
  'None',
  'a)',
  '(i) x',
  '10*9/L',
  '2.5',
  '\u0000',
  '\ue000',
] as const

/** A few of them, of any other characters, and of plain words, in any order. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
      { weight: 2, arbitrary: fc.constantFrom('prior therapy', 'age 18 years', 'metastases', 'consent') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    ),
    { minLength: 1, maxLength: 5 },
  )
  // A character that was lost is refused, rightly.
  .map((parts) => parts.join(' ').replaceAll('\ufffd', ''))

const HEADINGS = [
  'Inclusion Criteria:',
  'INCLUSION CRITERIA',
  'Exclusion Criteria:',
  '**Exclusion Criteria**:',
  'Key Inclusion Criteria',
  'Inclusion criteria for part B:',
  'Inclusion and exclusion criteria:',
  'Exclusion criteria that do not apply to arm A:',
  'Eligibility',
  'DISEASE CHARACTERISTICS:',
  'Patients must meet all of the following criteria:',
  'Patients who meet any of the following criteria will be excluded:',
  'Inclusiecriteria:',
  'Inclusion: female',
  '',
] as const

const BULLETS = [
  '* ',
  '- ',
  '• ',
  '1. ',
  '12) ',
  'a. ',
  'A. ',
  '(iv) ',
  'o ',
  '\\- ',
  '',
  '1. * ',
  '+ ',
] as const

/** An eligibility text: headings, bullets, numbers, levels, blank lines, any of the line ends. */
export const generatedText: fc.Arbitrary<GeneratedText> = fc
  .record({
    parts: fc.array(
      fc.record({
        heading: fc.constantFrom(...HEADINGS),
        lines: fc.array(
          fc.record({
            bullet: fc.constantFrom(...BULLETS),
            indent: fc.constantFrom('', '', '', '  ', '    ', '\t'),
            before: hostileText,
            after: hostileText,
            isAfterBlank: fc.boolean(),
          }),
          { maxLength: 6 },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    end: fc.constantFrom('\n', '\r\n', '\r', '\u2028'),
  })
  .map(({ parts, end }) => {
    const lines: GeneratedLine[] = []
    const texts = parts.flatMap((part) => [
      part.heading,
      '',
      ...part.lines.flatMap(({ bullet, indent, before, after, isAfterBlank }) => {
        const word = `word${lines.length}x`
        const text = `${indent}${bullet}${before} ${word} ${after}`
        lines.push({ word, text })
        return isAfterBlank ? ['', text] : [text]
      }),
    ])
    return { text: texts.join(end), lines }
  })

/** A study with an eligibility text, and with other texts in its fields. */
export const studyOf = (text: string, words: Readonly<Record<string, unknown>> = {}): unknown => ({
  protocolSection: {
    identificationModule: { nctId: 'NCT99999904', briefTitle: 'Test data', ...words },
    statusModule: { overallStatus: 'RECRUITING', lastUpdateSubmitDate: '2026-08-14' },
    eligibilityModule: { eligibilityCriteria: text },
  },
})
