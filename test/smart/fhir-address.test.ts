import { describe, expect, test } from 'vitest'
import { insideBase } from '../../src/smart/fhir-address.ts'

const BASE = 'https://ehr.example/fhir'

/** Links that a page may not send the reader to. */
export const HOSTILE_LINKS: readonly unknown[] = [
  'https://evil.example/fhir/Observation?page=2',
  'https://evil.example',
  '//evil.example/fhir/Observation',
  '\\\\evil.example\\fhir\\Observation',
  '/\\evil.example/fhir/Observation',
  'https:\\\\evil.example/fhir/Observation',
  'https://ehr.example@evil.example/fhir/Observation',
  'https://user@ehr.example/fhir/Observation',
  'https://user:word@ehr.example/fhir/Observation',
  'https://ehr.example.evil.example/fhir/Observation',
  'https://ehr.example:8443/fhir/Observation',
  'https://ehr.example:80/fhir/Observation',
  'http://ehr.example/fhir/Observation',
  'http://ehr.example:443/fhir/Observation',
  'https://ehr.example./fhir/Observation',
  'https://еhr.example/fhir/Observation', // Cyrillic е
  'https://ehr.example/Observation',
  'https://ehr.example/fhirx/Observation',
  'https://ehr.example/fhi',
  'https://ehr.example/FHIR/Observation',
  'https://ehr.example/',
  '/',
  '/admin',
  '..',
  '../admin',
  'Observation/../../admin',
  'https://ehr.example/fhir/../admin',
  'https://ehr.example/fhir/%2e%2e/admin',
  'https://ehr.example/fhir/%2E%2e%2Fadmin',
  'https://ehr.example/fhir/..%2fadmin',
  'https://ehr.example/fhir/..%5cadmin',
  'https://ehr.example/fhir/..%252fadmin',
  'https://ehr.example/fhir/%25252e%25252e%25252fadmin',
  'https://ehr.example/fhir//evil.example/Observation',
  'https://ehr.example/fhir/%2f%2fevil.example',
  'https://ehr.example//fhir/Observation',
  'https://ehr.example/fhir/Observation%00',
  'https://ehr.example/fhir/Observation%0d%0ahost: evil.example',
  'https://ehr.example/fhir/%E0%A4%A',
  'https://ehr.exa\tmple/fhir/Observation',
  'https://ehr.example/fhir/Obser\nvation',
  ' https://ehr.example/fhir/Observation',
  'https://ehr.example/fhir/Observation?page=2 ',
  'Observation/_page/a%20b',
  'javascript:alert(1)',
  'data:application/json,{}',
  'blob:https://ehr.example/0000',
  'file:///etc/passwd',
  'ftp://ehr.example/fhir/Observation',
  'urn:uuid:6f2c0d1e-0000-0000-0000-000000000000',
  'https://',
  'https://[::1]/fhir/Observation',
  'https://169.254.169.254/fhir/Observation',
  `https://ehr.example/fhir/Observation?page=${'x'.repeat(9000)}`,
  '',
  17,
  null,
  { url: 'https://ehr.example/fhir/Observation' },
]

const GOOD_LINKS: readonly (readonly [string, string])[] = [
  ['https://ehr.example/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['https://ehr.example/fhir?_getpages=1234&_getpagesoffset=20', 'https://ehr.example/fhir?_getpages=1234&_getpagesoffset=20'],
  ['https://ehr.example/fhir/?_getpages=1234', 'https://ehr.example/fhir/?_getpages=1234'],
  ['https://EHR.example:443/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['./Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['?_getpages=1234', 'https://ehr.example/fhir/?_getpages=1234'],
  ['/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['//ehr.example/fhir/Observation?page=2', 'https://ehr.example/fhir/Observation?page=2'],
  ['Observation?page=2#top', 'https://ehr.example/fhir/Observation?page=2'],
  [`Observation?page=${'x'.repeat(5000)}`, `https://ehr.example/fhir/Observation?page=${'x'.repeat(5000)}`],
  ['Observation?x=..%2f..%2f&y=//evil.example', 'https://ehr.example/fhir/Observation?x=..%2f..%2f&y=//evil.example'],
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
