import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../src/smart/fields.ts'
import { decodeAdditions, fetchAdditions, type ListedDefinition } from '../../src/smart/site-additions.ts'
import { decodeRegistry } from '../../src/smart/site-registry.ts'
import { fakeOutside } from './fake-outside.ts'
import { REGISTRY } from './small-ehr.ts'

const SHA = 'a'.repeat(64)
const PAGE = 'https://app.example/trialside/index.html'
const decoded = (site: unknown) => decodeAdditions(fieldsOf(site))
const listed = (...definitions: readonly unknown[]) => decoded({ definitions })?.definitions

describe('what a site lists', () => {
  test('is definitions beside the app, and its own word on trials', () => {
    const definitions = [{ file: 'definitions/ours/trial.yaml', sha256: SHA }, { file: 'other.yaml' }]
    const overrides = { NCT06452485: { 'review-by': '2027-01-31' } }
    expect(decoded({ definitions, overrides })).toEqual({ definitions, overrides })
  })

  test.each([[{}], [{ definitions: [] }], [{ definitions: [], overrides: {} }], [{ overrides: {} }]])(
    'is nothing in %j',
    (site) => expect(decoded(site)).toBeUndefined(),
  )

  test.each([
    'https://elsewhere.example/trial.yaml',
    '//elsewhere.example/trial.yaml',
    '/trial.yaml',
    '../trial.yaml',
    'definitions/../../trial.yaml',
    './trial.yaml',
    'trial.yaml?version=2',
    'trial.yaml#top',
    'definitions\\trial.yaml',
    'data:text/plain,x',
    'definitions/%2e%2e/trial.yaml',
    'javascript:alert(1)',
    '',
    ' trial.yaml',
    `${'a'.repeat(201)}.yaml`,
  ])('that leads elsewhere is refused by name: %s', (file) => {
    expect(listed({ file })).toEqual([{ file: file.slice(0, 200), unserved: 'no-path' }])
  })

  test.each([undefined, null, 1, {}, ['trial.yaml'], 'trial.yaml'])('without a path is refused: %j', (it) => {
    expect(listed({ file: 'one.yaml' }, it)?.[1]).toEqual({
      file: 'config.json, definitions/1',
      unserved: 'no-path',
    })
  })

  test.each(['', 'abc', SHA.toUpperCase(), `${SHA}0`, 1, null])(
    'with a SHA-256 that is none is refused: %j',
    (sha256) => {
      expect(listed({ file: 'one.yaml', sha256 })).toEqual([{ file: 'one.yaml', unserved: 'no-sha256' }])
    },
  )

  test('twice is read once', () => {
    expect(listed({ file: 'one.yaml' }, { file: 'one.yaml', sha256: SHA })).toEqual([
      { file: 'one.yaml' },
      { file: 'one.yaml', unserved: 'listed-twice' },
    ])
  })

  test('beyond twenty is refused', () => {
    const many = listed(...Array.from({ length: 21 }, (_, at) => ({ file: `${at}.yaml` })))
    expect(many?.filter((one) => 'unserved' in one)).toEqual([{ file: '20.yaml', unserved: 'too-many' }])
  })

  test('that is no list is refused', () => {
    expect(decoded({ definitions: 'one.yaml' })?.definitions).toEqual([
      { file: 'config.json, definitions', unserved: 'not-a-list' },
    ])
  })

  test('wrongly leaves the list of sites as good as it was', () => {
    const [site, ...others] = REGISTRY.sites
    const sites = [
      { ...site, definitions: [{ file: 'https://elsewhere.example/x' }], overrides: 1 },
      ...others,
    ]
    const read = decodeRegistry({ sites })
    expect(read.ok && read.value[0]?.additions).toEqual({
      definitions: [{ file: 'https://elsewhere.example/x', unserved: 'no-path' }],
      overrides: 1,
    })
  })
})

describe('a definition that is listed', () => {
  /** Serves an answer for every definition, and notes what was asked. */
  const fetched = async (
    answer: () => Response | Promise<Response>,
    definition: ListedDefinition = { file: 'd/t.yaml' },
  ) => {
    const asked: { address: string; init: RequestInit | undefined }[] = []
    const outside = fakeOutside({
      fetch: async (address, init) => {
        asked.push({ address: String(address), init })
        return answer()
      },
    })
    const { definitions } = await fetchAdditions({ definitions: [definition], overrides: {} }, PAGE, outside)
    return { served: definitions[0], asked }
  }
  const yaml = (text: string, type = 'text/yaml') => new Response(text, { headers: { 'content-type': type } })

  test('comes from beside the page, with nothing followed and nothing kept', async () => {
    const { served, asked } = await fetched(() => yaml('id: X'), { file: 'd/t.yaml', sha256: SHA })
    expect(asked[0]?.address).toBe('https://app.example/trialside/d/t.yaml')
    expect(asked[0]?.init).toMatchObject({
      redirect: 'manual',
      cache: 'no-cache',
      credentials: 'same-origin',
    })
    expect(served).toMatchObject({ file: 'd/t.yaml', sha256: SHA })
    expect(served && 'bytes' in served && new TextDecoder().decode(served.bytes)).toBe('id: X')
  })

  test.each([
    ['not-there', () => new Response('', { status: 404 })],
    ['not-there', () => new Response('', { status: 410 })],
    [
      'redirected',
      () => new Response('', { status: 302, headers: { location: 'https://elsewhere.example' } }),
    ],
    ['server-error', () => new Response('', { status: 500 })],
    ['server-error', () => new Response('', { status: 403 })],
    ['web-page', () => yaml('id: X', 'text/html; charset=utf-8')],
    ['web-page', () => yaml('\uFEFF \n<!doctype html>', 'text/plain')],
    ['too-large', () => yaml('x'.repeat(512 * 1024 + 1))],
    ['no-answer', () => Promise.reject(new TypeError('network'))],
  ] as const)('that does not come is named: %s', async (unserved, answer) => {
    expect((await fetched(answer)).served).toEqual({ file: 'd/t.yaml', unserved })
  })

  test('of the largest size is read', async () => {
    const { served } = await fetched(() => yaml('x'.repeat(512 * 1024)))
    expect(served && 'bytes' in served && served.bytes.byteLength).toBe(512 * 1024)
  })

  test('that was refused in the list is not asked for', async () => {
    const refused = { file: 'https://elsewhere.example/x', unserved: 'no-path' } as const
    const { served, asked } = await fetched(() => yaml('id: X'), refused)
    expect(served).toEqual(refused)
    expect(asked).toEqual([])
  })
})
