import { describe, expect, test } from 'vitest'
import { HOSTILE_LINKS } from './hostile-links.ts'
import { type Answer, chart, entryFor, OBSERVATIONS, paged, THE_PATIENT } from './small-chart.ts'
import { bundle, ISS } from './small-ehr.ts'

describe('T-11 F-03 a next link that leads out', () => {
  test.each(HOSTILE_LINKS.filter((link) => typeof link === 'string' && link !== ''))('%s', async (next) => {
    const entry = await entryFor(OBSERVATIONS, () => Response.json(bundle(['o-1'], { next: String(next) })))
    expect(entry).toMatchObject({ state: 'partial', reason: 'foreign-link', pages: 1, entries: 1 })
  })
})

describe('F-04 a next link that stays inside', () => {
  test.each([
    `${ISS}?_getpages=1&_getpagesoffset=1`,
    'Observation?page=2',
    '/fhir/Observation?page=2',
    '?_getpages=1',
  ])('%s is followed', async (next) => {
    const seen: string[] = []
    const answer: Answer = (url) => {
      seen.push(url.href)
      return Response.json(seen.length === 1 ? bundle(['o-1'], { next }) : bundle(['o-2']))
    }
    const { read } = chart({ Observation: answer, elsewhere: answer })
    expect(await read(THE_PATIENT, OBSERVATIONS)).toMatchObject({
      value: [{}, { state: 'complete', pages: 2, entries: 2 }],
    })
  })
})

describe('T-13 F-02 pages without end', () => {
  test('a page that leads to itself is read once', async () => {
    const answer: Answer = (url) => Response.json(bundle(['o-1'], { next: url.href }))
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'partial',
      reason: 'paging-loop',
      pages: 1,
    })
  })

  test('two pages that lead to each other are read once', async () => {
    const answer: Answer = (url) =>
      Response.json(
        bundle(['o-1'], { next: `Observation?page=${url.searchParams.get('page') === 'a' ? 'b' : 'a'}` }),
      )
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'partial',
      reason: 'paging-loop',
      pages: 3,
    })
  })

  test('a fragment does not make a page another', async () => {
    let at = 0
    const answer: Answer = (url) => {
      at += 1
      return Response.json(bundle(['o-1'], { next: `${url.href}#${at}` }))
    }
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({ reason: 'paging-loop', pages: 1 })
  })

  test('ever new pages end at 250', async () => {
    expect(await entryFor(OBSERVATIONS, paged(1e9))).toMatchObject({
      state: 'truncated',
      reason: 'page-cap',
      pages: 250,
    })
  })

  test('250 pages are whole', async () => {
    expect(await entryFor(OBSERVATIONS, paged(250))).toMatchObject({
      state: 'complete',
      pages: 250,
      entries: 250,
    })
  })

  test('entries end at 25,000', async () => {
    const many = Array.from({ length: 12_500 }, (_, at) => `o-${at}`)
    const answer: Answer = (url) =>
      Response.json(
        bundle(many, { next: `Observation?page=${Number(url.searchParams.get('page') ?? 1) + 1}` }),
      )
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'truncated',
      reason: 'entry-cap',
      pages: 2,
      entries: 25_000,
    })
  })

  test('bytes end at 64 MB over all pages', async () => {
    const filler = 'x'.repeat(30 * 1024 * 1024)
    const answer: Answer = (url) => {
      const page = Number(url.searchParams.get('page') ?? 1)
      return Response.json({ ...bundle(['o-1'], { next: `Observation?page=${page + 1}` }), filler })
    }
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'truncated',
      reason: 'byte-cap',
      pages: 2,
    })
  })
})

describe('F-05 a page that the server kept only for a while', () => {
  const gone = new Response(null, { status: 410 })

  test('sends the reader back to the start, once, and then it is whole', async () => {
    let asked = 0
    const answer = paged(4, (page) => {
      asked += 1
      return page === 3 && asked === 3 ? gone.clone() : undefined
    })
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({ state: 'complete', pages: 4, entries: 4 })
    expect(asked).toBe(7)
  })

  test('leaves a gap where it is gone again', async () => {
    const answer = paged(4, (page) => (page === 3 ? gone.clone() : undefined))
    expect(await entryFor(OBSERVATIONS, answer)).toMatchObject({
      state: 'partial',
      reason: 'refused-search',
      pages: 2,
    })
  })
})
