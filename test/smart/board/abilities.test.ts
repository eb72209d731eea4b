// @vitest-environment jsdom
/** What the EHR does is asked once for all rows of a board. */
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, test } from 'vitest'
import { fakeOutside } from '../fake-outside.ts'
import { APP } from '../fake-page.ts'
import { AUTH, ISS, REGISTRY, smallNetwork } from '../small-ehr.ts'
import { BOARD_TOKEN, openedBoard } from './boarded.ts'

const TRIAL = { id: 'T', version: '1.0.0' }
const TODAY = '2026-11-23'
const NONE = { kind: 'read', earlier: [] }
const FAILED = { kind: 'failed' }
const STATEMENT = {
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [{ mode: 'server', resource: [{ type: 'Task', interaction: [{ code: 'search-type' }] }] }],
}
const SITES = [
  {
    ...REGISTRY.sites[0],
    referral: { recipients: { T: { id: 'r', name: 'Trial office' } }, keepAnswers: false },
  },
]

const { server, seen } = smallNetwork()
const asked = (path: string) => seen.filter(({ url }) => new URL(url).pathname === `/fhir/${path}`).length
const says = (answer: () => Response | Promise<Response>) => server.use(http.get(`${ISS}/metadata`, answer))

beforeEach(() => {
  server.use(
    http.post(`${AUTH}/token`, () => HttpResponse.json(BOARD_TOKEN)),
    http.get(`${APP}/config.json`, () => HttpResponse.json({ sites: SITES })),
  )
  says(() => HttpResponse.json(STATEMENT))
})

type Board = Awaited<ReturnType<typeof openedBoard>>['board']
const doorOf = (board: Board, id: string) => {
  const row = board.open(id)
  return { row, door: row.referral ?? expect.fail() }
}
const earlierOf = async (board: Board, id: string) =>
  (await doorOf(board, id).door.before([TRIAL], TODAY)).get(TRIAL.id)?.earlier

test('is asked once for ten rows, at once or one after another', async () => {
  const { board } = await openedBoard(fakeOutside())
  const ids = Array.from({ length: 10 }, (_, at) => `p-${at}`)
  const atOnce = await Promise.all(ids.slice(0, 5).map((id) => earlierOf(board, id)))
  expect(atOnce).toEqual(Array(5).fill(NONE))
  for (const id of ids.slice(5)) expect(await earlierOf(board, id)).toEqual(NONE)
  expect([asked('metadata'), asked('Task'), asked('QuestionnaireResponse')]).toEqual([1, 10, 10])
})

test('is asked again where nothing came of it, and then no more', async () => {
  says(() => new HttpResponse(null, { status: 403 }))
  const { board } = await openedBoard(fakeOutside())
  expect(await earlierOf(board, 'a')).toEqual(FAILED)
  expect(asked('Task')).toBe(0)
  says(() => HttpResponse.json(STATEMENT))
  expect(await earlierOf(board, 'b')).toEqual(NONE)
  expect(await earlierOf(board, 'c')).toEqual(NONE)
  expect(asked('metadata')).toBe(2)
})

test('is held against what the board was granted', async () => {
  server.use(
    http.post(`${AUTH}/token`, () => HttpResponse.json({ ...BOARD_TOKEN, scope: 'user/Patient.rs' })),
  )
  const { board } = await openedBoard(fakeOutside())
  expect(await earlierOf(board, 'a')).toEqual(NONE)
  expect(asked('Task')).toBe(0)
})

test('comes to the other rows where one is closed while it is asked, and to that one nothing', async () => {
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  says(async () => {
    await held
    return HttpResponse.json(STATEMENT)
  })
  const { board } = await openedBoard(fakeOutside())
  const [a, b] = [doorOf(board, 'a'), doorOf(board, 'b')]
  const looks = [a, b].map(({ door }) => door.earlier(TRIAL, TODAY))
  await expect.poll(() => asked('metadata')).toBe(1)
  a.row.close()
  answer()
  expect(await Promise.all(looks)).toEqual([FAILED, NONE])
  expect(asked('metadata')).toBe(1)
})

test('is asked no more once the board is closed', async () => {
  const { board } = await openedBoard(fakeOutside())
  const { door } = doorOf(board, 'a')
  board.close()
  seen.length = 0
  expect(await door.earlier(TRIAL, TODAY)).toEqual(FAILED)
  expect(asked('metadata')).toBe(0)
})
