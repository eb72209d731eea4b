import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/authoring/explain/explain.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { example } from './example.ts'
import { SHIPPED } from './shipped.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** What a page says, without its marks. */
const wordsOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')

const plain = (text: string): string => text.replace(/\s+/g, ' ')

const papers = SHIPPED.flatMap(([id, explained]) =>
  LANGUAGES.map((language) => [id, language, explained] as const),
)

describe.each(papers)('%s on paper (%s)', (_, language, explained) => {
  const { trial, catalog, written } = explained
  const page = explain(explained, language, 'html')
  const text = explain(explained, language, 'text')

  it.each([
    ['page', wordsOf(page)],
    ['text', plain(text)],
  ])('has every criterion: its sentence, our reading, what settles it and what is asked (%s)', (__, said) => {
    for (const { sentence, statement, reading, settledBy, questions } of trial.criteria) {
      expect(said).toContain(plain(sentence))
      for (const each of [statement, reading, settledBy]) expect(said).toContain(plain(each[language]))
      for (const id of questions)
        expect(said).toContain(plain(catalog.questions.find((one) => one.id === id)!.text[language]))
    }
  })

  it.each([
    ['page', wordsOf(page)],
    ['text', plain(text)],
  ])('has the trial, what is open, what is not computed, and which definition it is (%s)', (__, said) => {
    for (const { term, text: meaning } of trial.openTerms)
      for (const each of [term, meaning[language]]) expect(said).toContain(plain(each))
    for (const { sentence, reason } of written.notComputed ?? [])
      for (const each of [sentence, reason[language]]) expect(said).toContain(plain(each))
    for (const each of [trial.id, trial.acronym, trial.title, trial.version, trial.hash, trial.registryLink])
      expect(said).toContain(plain(each))
    for (const each of [...trial.sites, ...trial.contacts]) expect(said).toContain(plain(each.name))
  })

  it('names the value sets that are read, with the sources of their codes', () => {
    const [set] = catalog.facts.find(({ name }) => name === 'radiotherapy')!.from[0]!.sets
    const found = catalog.valueSets.find(({ name }) => name === set)!
    if (!JSON.stringify(trial.criteria).includes('"radiotherapy"')) return
    expect(plain(text)).toContain(`${found.title[language]} (${found.codes.length})`)
  })

  it('is a page of its own: no script, nothing fetched', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\ssrc=|\shref=|@import|url\(/i)
    expect(page).toMatch(new RegExp(`^<!doctype html>\\n<html lang="${language}">`))
  })

  it('fits in 80 columns of a terminal, long addresses aside', () => {
    const long = text.split('\n').filter((line) => [...line].length > 80 && /\S\s+\S/.test(line.trim()))
    expect(long).toEqual([])
  })

  it('leaves a place to sign', () => {
    const words = language === 'nl' ? ['hoofdonderzoeker', 'Datum'] : ['principal investigator', 'Date']
    for (const word of words) {
      expect(wordsOf(page)).toContain(word)
      expect(text.toLowerCase()).toContain(word.toLowerCase())
    }
  })

  it('is the same byte for byte when it is made again', () => {
    expect(explain(explained, language, 'html')).toBe(page)
    expect(explain(explained, language, 'text')).toBe(text)
  })
})

describe('a definition with marks in its words', () => {
  const hostile = `</style><script>alert(1)</script> & "quoted" 'too' >=18`
  // The loader refuses what looks like HTML; the paper relies on nobody for it.
  const plainly = example({ one: '{ ask: {} }' })
  const said = { en: hostile, nl: hostile }
  const [criterion] = plainly.trial.criteria
  const explained = {
    ...plainly,
    trial: {
      ...plainly.trial,
      title: hostile,
      panel: [{ term: said, text: said }],
      criteria: [{ ...criterion!, sentence: hostile, statement: said, reading: said, settledBy: said }],
    },
  }

  it.each(LANGUAGES)('says them and obeys none (%s)', (language) => {
    const page = explain(explained, language, 'html')
    expect(page).not.toMatch(/<script|<b>t|<i>/)
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    expect(wordsOf(page)).toContain(hostile)
    expect(plain(explain(explained, language, 'text'))).toContain(hostile)
  })

  it.each(LANGUAGES)('sends nothing to a terminal that it would obey (%s)', (language) => {
    const { trial } = explained
    const escaping = { ...explained, trial: { ...trial, title: 'Red\u001b[31m and\u202e back\u0007' } }
    expect(explain(escaping, language, 'text').replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  it('keeps to its style, whatever its version says', () => {
    const { trial } = explained
    const page = explain(
      { ...explained, trial: { ...trial, version: '1"; } </style><script>' } },
      'en',
      'html',
    )
    expect(page).not.toContain('<script')
    expect(page.match(/<\/style>/g)).toHaveLength(1)
  })
})

describe('what limits a definition', () => {
  it('stands at the top: a summary, and a text that could not be read', () => {
    const text = plain(explain(example({ one: '{ unavailable: {} }' }, { wording: 'summary' }), 'en', 'text'))
    expect(text).toContain("not the registry's own words")
    expect(text).toContain('could not be read')
    expect(text).toContain('Decided: Not decided: its text is not at hand.')
  })

  it('is said of a trial that does not recruit', () => {
    const text = explain(example({ one: '{ ask: {} }' }, { recruitment: 'completed' }), 'en', 'text')
    expect(plain(text)).toContain('The trial is not recruiting')
  })
})

describe('a question that feeds several criteria', () => {
  it('stands in full where it is asked first, and by its number after that', () => {
    const [, explained] = SHIPPED.find(([id]) => id === 'NCT06452485')!
    const text = plain(explain(explained, 'en', 'text'))
    expect(text.split('Was the breast on this side irradiated before this recurrence?')).toHaveLength(2)
    expect(text).toContain('Asked (Q6): see I3')
  })
})

describe('sentences that no criterion computes', () => {
  it('stand with their reasons', () => {
    const explained = example({ one: '{ ask: {} }' })
    const written = {
      notComputed: [{ sentence: 'A sentence', reason: { en: 'Why not.', nl: 'Waarom niet.' } }],
    }
    expect(plain(explain({ ...explained, written }, 'en', 'text'))).toContain('“A sentence”: Why not.')
    expect(plain(explain({ ...explained, written }, 'nl', 'text'))).toContain('“A sentence”: Waarom niet.')
  })
})
