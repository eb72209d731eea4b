import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/authoring/load.ts'
import { SiteCatalog } from '../../src/authoring/site-additions.ts'
import { bytesOf, smallDefinition } from './small-definition.ts'

const FILE = 'definitions/ours/trial.yaml'
const TODAY = '2026-11-23'
const catalog = loadCatalog('src/catalog')
const BUILT_IN = catalog.trials.map(({ id }) => id)

let site: SiteCatalog
beforeEach(() => {
  site = new SiteCatalog(catalog, TODAY)
})

const add = (text: string, sha256?: string) =>
  site.add({ file: FILE, bytes: bytesOf(text), ...(sha256 === undefined ? {} : { sha256 }) })
const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code)
const ids = () => site.catalog.trials.map(({ id }) => id)

describe('a definition that a site adds', () => {
  it('stands behind the built-in trials, which stay as they are', async () => {
    expect(await add(smallDefinition())).toEqual([])
    expect(ids()).toEqual([...BUILT_IN, 'NCT00000017'])
    expect(site.catalog.trials.slice(0, -1)).toEqual(catalog.trials)
    expect(catalog.trials.map(({ id }) => id)).toEqual(BUILT_IN)
  })

  it('has a hash of its own, the same each time', async () => {
    await add(smallDefinition())
    const [first] = site.catalog.trials.slice(-1)
    site = new SiteCatalog(catalog, TODAY)
    await add(smallDefinition())
    expect(first?.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(site.catalog.trials.at(-1)?.hash).toBe(first?.hash)
  })

  it('is read where its SHA-256 is the one that the site has approved', async () => {
    const text = smallDefinition()
    expect(await add(text, createHash('sha256').update(text).digest('hex'))).toEqual([])
  })

  it('is refused where its SHA-256 is another', async () => {
    const problems = await add(smallDefinition(), 'a'.repeat(64))
    expect(codes(problems)).toEqual(['S-HASH'])
    expect(problems[0]?.where).toBe(FILE)
    expect(ids()).toEqual(BUILT_IN)
  })

  it('is refused with every problem, each with line, column, code and sentence', async () => {
    const wrong = smallDefinition({ atLeast: '"old"' })
      .replace('grammar: 1', 'grammar: 7')
      .replace('ask:', 'aks:')
    const problems = await add(wrong)
    expect(problems.length).toBeGreaterThanOrEqual(2)
    for (const { where, code, message } of problems) {
      expect(where).toMatch(/^definitions\/ours\/trial\.yaml:\d+:\d+$/)
      expect(code).toMatch(/^[A-Z]/)
      expect(message).not.toBe('')
    }
    expect(ids()).toEqual(BUILT_IN)
  })

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['a list', '- a\n- b'],
    ['JSON of something else', '{"resourceType":"Bundle"}'],
    ['bytes that are no text', '\0\0\0'],
  ])('is refused where it is %s', async (_, text) => {
    expect((await add(text)).length).toBeGreaterThan(0)
    expect(ids()).toEqual(BUILT_IN)
  })

  it('takes down no other', async () => {
    await add('hello')
    expect(await add(smallDefinition())).toEqual([])
    expect(ids()).toEqual([...BUILT_IN, 'NCT00000017'])
  })

  it('that says the same again changes nothing', async () => {
    await add(smallDefinition())
    expect(await add(smallDefinition())).toEqual([])
    expect(ids()).toEqual([...BUILT_IN, 'NCT00000017'])
  })

  it('takes the place of a known one with a higher version alone', async () => {
    await add(smallDefinition({ version: '1.2.0' }))
    expect(codes(await add(smallDefinition({ version: '1.2.0', atLeast: 20 })))).toEqual(['L-SAME-VERSION'])
    expect(codes(await add(smallDefinition({ version: '1.1.9', atLeast: 20 })))).toEqual(['L-OLDER'])
    expect(await add(smallDefinition({ version: '1.10.0', atLeast: 20 }))).toEqual([])
    expect(ids()).toEqual([...BUILT_IN, 'NCT00000017'])
    expect(site.catalog.trials.at(-1)?.version).toBe('1.10.0')
  })
})

describe('what a site says of a trial itself', () => {
  const STATUS = {
    recruitment: 'suspended',
    'as-of': '2026-11-20',
    source: { en: 'our trial office', nl: 'ons trialbureau' },
  }
  const trial = (id = 'NCT06452485') => site.catalog.trials.find((one) => one.id === id)

  it('replaces status, sites, contacts and review date, and leaves the definition alone', () => {
    const sites = [{ ...STATUS, recruitment: undefined, name: 'Here', city: 'Utrecht', status: 'open' }]
    const said = {
      status: STATUS,
      sites: JSON.parse(JSON.stringify(sites)) as unknown,
      'review-by': '2027-01-31',
    }
    expect(site.override({ NCT06452485: said })).toEqual([])
    expect(trial()?.status).toMatchObject({ recruitment: 'suspended', asOf: '2026-11-20' })
    expect(trial()?.sites.map(({ name }) => name)).toEqual(['Here'])
    expect(trial()?.reviewBy).toBe('2027-01-31')
    const built = catalog.trials.find(({ id }) => id === 'NCT06452485')
    expect(trial()?.criteria).toBe(built?.criteria)
    expect(trial()?.hash).toBe(built?.hash)
    expect(trial()?.contacts).toBe(built?.contacts)
  })

  it('holds for a trial that the site has added too, and says what an open term means here', async () => {
    await add(smallDefinition())
    const terms = { substantial: { en: 'Two hours or more.', nl: 'Twee uur of langer.' } }
    expect(site.override({ NCT00000017: { terms } })).toEqual([])
    expect(trial('NCT00000017')?.openTerms[0]?.atThisSite).toEqual(terms.substantial)
  })

  it.each([
    ['an unknown trial', { NCT99999999: {} }, 'S-OVERRIDE'],
    ['a day in the future', { NCT06452485: { status: { ...STATUS, 'as-of': '2026-11-24' } } }, 'L-STATUS'],
    ['a day that there is not', { NCT06452485: { 'review-by': '2027-02-30' } }, 'L-STATUS'],
    ['no map of trials', [], 'S-OVERRIDE'],
    ['no map of trials either', 'x', 'S-OVERRIDE'],
  ])('is refused with its reason where it names %s', (_, overrides, code) => {
    const refused = site.override(overrides)
    expect(refused.flatMap(({ problems }) => codes(problems))).toEqual([code])
    expect(site.catalog).toEqual(catalog)
  })

  it.each([
    ['a status that there is not', { status: { ...STATUS, recruitment: 'open' } }],
    ['a status without its source', { status: { recruitment: 'suspended', 'as-of': '2026-11-20' } }],
    ['something of the definition', { inclusion: [] }],
    ['a term that the definition does not have', { terms: { other: { en: 'x', nl: 'x' } } }],
    ['no map', 'closed'],
    ['nothing', null],
  ])('is refused with its place where it says %s', (_, said) => {
    const [refused] = site.override({ NCT06452485: said })
    expect(refused?.what).toBe('config.json, overrides of NCT06452485')
    expect(refused?.problems.length).toBeGreaterThan(0)
    for (const { where } of refused?.problems ?? []) expect(where).toMatch(/^overrides\/NCT06452485/)
    expect(site.catalog).toEqual(catalog)
  })

  it('of one trial stands although that of another is refused', () => {
    const refused = site.override({ NCT99999999: {}, NCT06452485: { 'review-by': '2027-01-31' } })
    expect(refused).toHaveLength(1)
    expect(trial()?.reviewBy).toBe('2027-01-31')
  })
})
