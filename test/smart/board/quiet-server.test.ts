// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { AT_ONCE } from '../../../src/smart/request-gate.ts'
import { fakeOutside } from '../fake-outside.ts'
import { fakeSink } from '../fake-sink.ts'
import { NEEDS } from '../launched.ts'
import { AUTH, bundle, smallNetwork } from '../small-ehr.ts'
import { BOARD_TOKEN, openedBoard } from './boarded.ts'

const { server } = smallNetwork()
const PATIENTS = Array.from({ length: 40 }, (_, at) => `p-${at}`)

/** Opens a board of forty and reads all rows at once; every request goes through `answer`. */
async function readForty(answer: (url: URL) => Response | Promise<Response>) {
  server.use(http.post(`${AUTH}/token`, () => HttpResponse.json(BOARD_TOKEN)))
  const outside = fakeOutside()
  const { board } = await openedBoard(outside)
  Object.assign(outside, { fetch: async (address: string) => answer(new URL(address)) })
  const rows = PATIENTS.map((id) => board.open(id).read(NEEDS, fakeSink(id), () => {}))
  return { outside, board, ends: () => Promise.all(rows) }
}

const right = (url: URL) => {
  const id = /\/Patient\/(.+)/.exec(url.pathname)?.[1]
  return Response.json(id ? { resourceType: 'Patient', id } : bundle([]))
}

test('asks six things at once, over all rows', async () => {
  const letGo: (() => void)[] = []
  let inside = 0
  let most = 0
  const { ends } = await readForty(async (url) => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise<void>((go) => letGo.push(go))
    inside -= 1
    return right(url)
  })
  let isOver = false
  const all = ends().finally(() => {
    isOver = true
  })
  while (!isOver) {
    letGo.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect((await all).every(({ ok }) => ok)).toBe(true)
  expect(most).toBe(AT_ONCE)
})

test('H-16 a server that asks one row for quiet gets it from all rows, also from those whose turn it is', async () => {
  const waiting: { milliseconds: number; go: () => void }[] = []
  const asked: string[] = []
  let isBusy = true
  const { outside, board } = await readForty((url) => {
    asked.push(url.pathname)
    return isBusy ? new Response(null, { status: 429, headers: { 'retry-after': '7' } }) : right(url)
  })
  const pause = (milliseconds: number) => new Promise<void>((go) => waiting.push({ milliseconds, go }))
  Object.assign(outside.clock, { pause })
  const turns = async () => {
    for (const _ of Array.from({ length: 30 })) await new Promise((resolve) => setImmediate(resolve))
  }
  await turns()
  const before = asked.length
  expect(before).toBe(AT_ONCE)
  const late = board.open('late').read(NEEDS, fakeSink('late'), () => {})
  await turns()
  expect(asked).toHaveLength(before)
  expect(waiting.every(({ milliseconds }) => milliseconds === 7000)).toBe(true)
  isBusy = false
  outside.pass(7000)
  for (const { go } of waiting.splice(0)) go()
  expect(await late).toMatchObject({ ok: true })
})

test('a server that lets through so many in a while leaves no row with a gap', async () => {
  const WINDOW = 10_000
  const IN_A_WINDOW = 17
  const counts = new Map<number, number>()
  let refused = 0
  const { ends } = await (async () => {
    let clock: () => number = () => 0
    const opened = await readForty((url) => {
      const window = Math.floor(clock() / WINDOW)
      const count = (counts.get(window) ?? 0) + 1
      counts.set(window, count)
      if (count <= IN_A_WINDOW) return right(url)
      refused += 1
      const seconds = Math.ceil(((window + 1) * WINDOW - clock()) / 1000)
      return new Response(null, { status: 429, headers: { 'retry-after': String(seconds) } })
    })
    clock = () => opened.outside.clock.now()
    return opened
  })()
  const all = await ends()
  expect(refused).toBeGreaterThan(0)
  expect(all.flatMap((read) => (read.ok ? read.value.map(({ state }) => state) : ['stopped']))).toEqual(
    PATIENTS.flatMap(() => ['complete', 'complete', 'complete']),
  )
})
