import { describe, expect, test } from 'vitest'
import { fhirBase } from '../../src/smart/fhir-base.ts'
import { decodeRegistry, type Site, siteOf, trustsOrigin } from '../../src/smart/site-registry.ts'
import { REGISTRY } from './small-ehr.ts'

const [SITE] = REGISTRY.sites
const unreadable = { ok: false, problem: { kind: 'config-unreadable' } }
const listOf = (...sites: readonly unknown[]) => decodeRegistry({ sites })

describe('the list of sites', () => {
  test('is read, with what it leaves out left out', () => {
    expect(decodeRegistry(REGISTRY)).toEqual({ ok: true, value: REGISTRY.sites })
  })

  test('may say more about a site', () => {
    const more = { language: 'nl', timeZone: 'Europe/Amsterdam', pageSize: 50 }
    expect(listOf({ ...SITE, ...more })).toEqual({ ok: true, value: [{ ...SITE, ...more }] })
  })

  test('may hold what other parts of the installation read', () => {
    expect(listOf({ ...SITE, referrals: { NCT06452485: {} } })).toEqual({ ok: true, value: [SITE] })
  })

  test('may be empty', () => expect(listOf()).toEqual({ ok: true, value: [] }))

  test.each([undefined, null, 1, 'sites', [], [SITE], {}, { sites: null }, { sites: {} }, { sites: 'x' }])(
    'is not %j',
    (json) => expect(decodeRegistry(json)).toEqual(unreadable),
  )

  const faults: readonly (readonly [string, unknown])[] = [
    ['no object', 'https://ehr.example/fhir'],
    ['nothing', null],
    ['without a name', { ...SITE, name: undefined }],
    ['with an empty name', { ...SITE, name: '' }],
    ['without an iss', { ...SITE, iss: undefined }],
    ['over http', { ...SITE, iss: 'http://ehr.example/fhir' }],
    ['with a query in its iss', { ...SITE, iss: 'https://ehr.example/fhir?x=1' }],
    ['with capitals in its host', { ...SITE, iss: 'https://EHR.example/fhir' }],
    ['with a user in its iss', { ...SITE, iss: 'https://user@ehr.example/fhir' }],
    ['without a client id', { ...SITE, clientId: undefined }],
    ['with a client id that needs escaping', { ...SITE, clientId: 'a&b=c' }],
    ['without origins', { ...SITE, origins: undefined }],
    ['with origins that are no list', { ...SITE, origins: 'https://login.ehr.example' }],
    ['with an origin that has a path', { ...SITE, origins: ['https://login.ehr.example/'] }],
    ['with an origin over http', { ...SITE, origins: ['http://login.ehr.example'] }],
    ['with an origin for everybody', { ...SITE, origins: ['*'] }],
    ['with the origin null', { ...SITE, origins: ['null'] }],
    ['with the origin of no host', { ...SITE, origins: ['data:text/plain,x'] }],
    ['without frame ancestors', { ...SITE, frameAncestors: undefined }],
    ['without a word on the banner', { ...SITE, ehrShowsBanner: undefined }],
    ['with a word that is no yes or no', { ...SITE, ehrShowsBanner: 'true' }],
    ['in another language', { ...SITE, language: 'de' }],
    ['in a time zone that is none', { ...SITE, timeZone: 'Europe/Atlantis' }],
    ['with half a page', { ...SITE, pageSize: 0.5 }],
    ['with no page', { ...SITE, pageSize: 0 }],
  ]
  test.each(faults)('is no good with a site %s, not even for the others', (_, site) => {
    expect(listOf(REGISTRY.sites[1], site)).toEqual(unreadable)
  })

  test('is no good with one site twice', () => {
    expect(listOf(SITE, { ...SITE, name: 'Again', iss: `${SITE?.iss}/` })).toEqual(unreadable)
  })
})

describe('a FHIR base', () => {
  test.each([
    'https://ehr.example/fhir',
    'https://ehr.example',
    'https://ehr.example:8443/a/b/R4',
    'https://ehr.example/interconnect-FHIR/api/R4',
    'http://127.0.0.1:4301/fhir',
    'http://localhost:4301/fhir',
  ])('may be %s, with or without a last slash', (base) => {
    expect(fhirBase(base)).toBe(base)
    expect(fhirBase(`${base}/`)).toBe(base)
  })

  test.each([
    'http://127.0.0.1.evil.example/fhir',
    'http://localhost.evil.example/fhir',
    'http://127.0.0.2/fhir',
    'http://0.0.0.0/',
  ])('may not be %s', (base) => expect(fhirBase(base)).toBeUndefined())
})

describe('what a site is trusted with', () => {
  const site = SITE as unknown as Site
  test('its own origin and those it lists', () => {
    expect(trustsOrigin(site, new URL('https://ehr.example/authorize'))).toBe(true)
    expect(trustsOrigin(site, new URL('https://login.ehr.example/authorize'))).toBe(true)
    expect(trustsOrigin(site, new URL('https://login.ehr.example:8443/authorize'))).toBe(false)
    expect(trustsOrigin(site, new URL('https://other.example/authorize'))).toBe(false)
  })

  test('a launch by its own iss', () => {
    expect(siteOf([site], 'https://ehr.example/fhir/')).toEqual({ ok: true, value: site })
    expect(siteOf([], 'https://ehr.example/fhir')).toEqual({ ok: false, problem: { kind: 'iss-unknown' } })
  })
})
