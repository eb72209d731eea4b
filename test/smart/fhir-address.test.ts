import { describe, expect, test } from 'vitest'
import { insideBase } from '../../src/smart/fhir-address.ts'
import { HOSTILE_LINKS } from './hostile-links.ts'

const BASE = 'https://ehr.example/fhir'

const GOOD_LINKS: readonly (readonly [string, string])[] = [
  ['https://ehr.example/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  [
    'https://ehr.example/fhir?_getpages=1234&_getpagesoffset=20',
    'https://ehr.example/fhir?_getpages=1234&_getpagesoffset=20',
  ],
  ['https://ehr.example/fhir/?_getpages=1234', 'https://ehr.example/fhir/?_getpages=1234'],
  ['https://EHR.example:443/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['./Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['?_getpages=1234', 'https://ehr.example/fhir/?_getpages=1234'],
  ['/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['//ehr.example/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['Observation?page=2#top', 'https://ehr.example/fhir/Observation?page=2'],
  [`Observation?page=${'x'.repeat(5000)}`, `https://ehr.example/fhir/Observation?page=${'x'.repeat(5000)}`],
  [
    'Observation?x=..%2f..%2f&y=//evil.example',
    'https://ehr.example/fhir/Observation?x=..%2f..%2f&y=//evil.example',
  ],
  ['Patient/p-1/Observation/a%2Db', 'https://ehr.example/fhir/Patient/p-1/Observation/a%2Db'],
]

describe('T-11 a link', () => {
  test.each(HOSTILE_LINKS)('that leads out is refused: %j', (link) => {
    expect(insideBase(link, BASE)).toBeUndefined()
    expect(insideBase(link, `${BASE}/`)).toBeUndefined()
  })

  test.each(GOOD_LINKS)('that stays inside is resolved: %s', (link, resolved) => {
    expect(insideBase(link, BASE)).toBe(resolved)
    expect(insideBase(link, `${BASE}/`)).toBe(resolved)
  })

  test('may lead to another origin only where the site lists it, and only below the same path', () => {
    const link = 'https://pages.example/fhir/Observation?page=2'
    expect(insideBase(link, BASE, ['https://pages.example'])).toBe(link)
    expect(insideBase(link, BASE, ['https://pages.example:8443', 'http://pages.example'])).toBeUndefined()
    expect(insideBase('https://pages.example/admin', BASE, ['https://pages.example'])).toBeUndefined()
  })

  test('stays inside a base that is a whole origin', () => {
    expect(insideBase('Observation', 'https://ehr.example')).toBe('https://ehr.example/Observation')
    expect(insideBase('https://evil.example/Observation', 'https://ehr.example')).toBeUndefined()
  })
})
