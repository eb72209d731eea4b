import { describe, expect, it } from 'vitest'
import { Codebook } from '../../src/engine/facts/codebook.ts'
import { isDamagedSnomedId } from '../../src/engine/facts/damaged-code.ts'
import { catalog, factsNamed } from '../support/match.ts'

const book = new Codebook(catalog.systems, catalog.valueSets)
const SNOMED = 'http://snomed.info/sct'
const ICD_10 = 'http://hl7.org/fhir/sid/icd-10'
const ICD_10_CM = 'http://hl7.org/fhir/sid/icd-10-cm'
const ICD_10_NL = 'http://hl7.org/fhir/sid/icd-10-nl'

const setsOf = (system: string, code: string): string[] =>
  book
    .meaningsOf({ system, code })
    .map(({ set }) => set)
    .toSorted()
const classOf = (system: string, code: string): string | undefined =>
  book.meaningsOf({ system, code }).find(({ set }) => set === 'metastasis')?.entry.class

describe('a code system is known by all its spellings, and by no other (D-11)', () => {
  it.each([
    [SNOMED],
    ['https://snomed.info/sct'],
    ['http://snomed.info/sct/'],
    ['HTTP://snomed.info/sct'],
    [' http://snomed.info/sct '],
    // Any edition and version of SNOMED CT.
    ['http://snomed.info/sct/900000000000207008'],
    ['http://snomed.info/sct/11000146104/version/20260331'],
    ['urn:oid:2.16.840.1.113883.6.96'],
    ['URN:oid:2.16.840.1.113883.6.96'],
  ])('%j', (system) => {
    expect(setsOf(system, '254837009')).toEqual(['breast-malignancy'])
  })

  it.each([
    [''],
    ['snomed'],
    ['http://snomed.info'],
    ['http://snomed.info/sctx'],
    ['urn:oid:2.16.840.1.113883.6.9'],
    [ICD_10],
  ])('%j is another one', (system) => {
    expect(setsOf(system, '254837009')).toEqual([])
  })
})

describe('a code', () => {
  it('is matched whole: no prefix, suffix or blank of a SNOMED CT id', () => {
    for (const code of ['25483700', '2548370090', ' 254837009', '254837009 '])
      expect(setsOf(SNOMED, code)).toEqual([])
  })

  it.each(['C50', 'C50.9', 'c50.9', 'C509', 'C50.919'])(
    '%s is breast cancer in every edition of ICD-10',
    (code) => {
      for (const system of [ICD_10, ICD_10_CM, ICD_10_NL])
        expect(setsOf(system, code)).toContain('breast-malignancy')
    },
  )

  it.each(['C5', 'C51', 'D50', 'XC50', 'C05.0'])('%s is not', (code) => {
    expect(setsOf(ICD_10, code)).not.toContain('breast-malignancy')
  })

  it.each([
    ['C77.3', 'permitted-if-region'],
    ['C77.0', 'permitted-if-region'],
    ['C77', 'ambiguous'],
    ['C77.9', 'ambiguous'],
    ['C77.2', 'not-permitted'],
    ['C78.0', 'not-permitted'],
    ['C78.01', 'not-permitted'],
    ['C78.1', 'ambiguous'],
    ['C79.51', 'not-permitted'],
    ['C79.2', 'ambiguous'],
  ])('%s takes the longest prefix: %s', (code, expected) => {
    expect(classOf(ICD_10_CM, code)).toBe(expected)
  })

  it('counts in one edition alone where the list says so', () => {
    expect(classOf(ICD_10_CM, 'C79.82')).toBe('not-permitted')
    expect(classOf(ICD_10_NL, 'C79.82')).toBe('ambiguous')
  })

  it('that nobody checked decides nothing', () => {
    const [fact] = factsNamed('breast-histology', 'female\n2020 cancer left breast morphology=ICDO3|8010/3')
    expect(fact).toBeUndefined()
    expect(
      factsNamed('breast-histology', 'female\n2020 cancer left breast morphology=ICDO3|8500/3')[0]?.kind,
    ).toBe('carcinoma')
  })
})

describe('a SNOMED CT id with a wrong check digit', () => {
  it.each([
    ['254837009', false],
    ['353431000119107', false],
    ['254837008', true],
    ['353431000119100', true],
    ['2548370', true],
    ['x', true],
    ['', true],
    ['12345', true],
  ])('%s is damaged: %s', (code, damaged) => {
    expect(isDamagedSnomedId({ system: SNOMED, code })).toBe(damaged)
  })

  it('is only looked for in SNOMED CT', () => {
    expect(isDamagedSnomedId({ system: ICD_10, code: '254837008' })).toBe(false)
  })
})
