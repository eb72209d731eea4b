// @vitest-environment jsdom
import * as fc from 'fast-check'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { fakeOutside } from '../fake-outside.ts'
import { type FakeSink, fakeSink } from '../fake-sink.ts'
import { NEEDS } from '../launched.ts'
import { AUTH, bundle, smallNetwork } from '../small-ehr.ts'
import { BOARD_TOKEN, openedBoard } from './boarded.ts'

const { server } = smallNetwork()
const PATIENTS = ['a', 'b', 'c', 'd', 'e']
type Way = 'right' | 'stranger' | 'failing'

/** What happens next: an answer arrives, a row is closed, or it is opened anew. */
type Step =
  | { readonly kind: 'arrive'; readonly which: number }
  | { readonly kind: 'close'; readonly row: number }
  | { readonly kind: 'retry'; readonly row: number }
const row = fc.nat({ max: PATIENTS.length - 1 })
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('arrive' as const), which: fc.nat({ max: 20 }) }) },
    fc.record({ kind: fc.constant('close' as const), row }),
    fc.record({ kind: fc.constant('retry' as const), row }),
  ),
  { maxLength: 40 },
)

test('T-14 whatever arrives, closes and is tried again when: a row has its own patient’s answers, or says why not', async () => {
  server.use(http.post(`${AUTH}/token`, () => HttpResponse.json(BOARD_TOKEN)))
  const ways = fc.array(fc.constantFrom<Way>('right', 'right', 'stranger', 'failing'), {
    minLength: PATIENTS.length,
    maxLength: PATIENTS.length,
  })
  await fc.assert(
    fc.asyncProperty(steps, ways, async (steps, ways) => {
      const outside = fakeOutside()
      const { board } = await openedBoard(outside)
      const onTheirWay: (() => void)[] = []
      Object.assign(outside, {
        fetch: (address: string) =>
          new Promise<Response>((arrive) => onTheirWay.push(() => arrive(answerTo(new URL(address), ways)))),
      })
      const open = (id: string) => {
        const row = board.open(id)
        const sink = fakeSink(id)
        return { id, row, sink, reading: row.read(NEEDS, sink, () => {}), isClosed: false }
      }
      const all = PATIENTS.map(open)
      const current = [...all]
      for (const step of steps) {
        await turn()
        if (step.kind === 'arrive') onTheirWay.splice(step.which % (onTheirWay.length || 1), 1)[0]?.()
        else {
          const [before] = current.slice(step.row)
          if (!before) continue
          before.row.close()
          before.isClosed = true
          if (step.kind === 'retry') {
            current[step.row] = open(before.id)
            all.push(current[step.row] ?? before)
          }
        }
      }
      let over = false
      const ends = Promise.all(all.map(({ reading }) => reading)).finally(() => {
        over = true
      })
      while (!over) {
        onTheirWay.pop()?.()
        await turn()
      }
      for (const [at, end] of (await ends).entries()) {
        const { id, sink, isClosed } = all[at] ?? expect.fail()
        const way = ways[PATIENTS.indexOf(id)]
        if (end.ok) expect([way, end.value.length]).toEqual(['right', NEEDS.length])
        else if (!isClosed)
          expect([way, end.problem.kind]).toEqual(
            way === 'stranger' ? ['stranger', 'somebody-else'] : ['failing', 'patient-not-readable'],
          )
        // Nobody else's answer came to this row, but the one that stopped it.
        expect(foreign(sink, id)).toBeLessThanOrEqual(way === 'stranger' ? 1 : 0)
      }
      board.close()
    }),
    { numRuns: 150, seed: 5 },
  )
})

const turn = () => new Promise((resolve) => setImmediate(resolve))

function answerTo(url: URL, ways: readonly Way[]): Response {
  const read = /\/Patient\/(.+)/.exec(url.pathname)?.[1]
  const id = read ?? url.searchParams.get('patient') ?? ''
  const way = ways[PATIENTS.indexOf(id)]
  if (way === 'failing') return new Response(null, { status: 403 })
  if (read) return Response.json({ resourceType: 'Patient', id })
  const isStranger = way === 'stranger' && url.pathname.endsWith('/Observation')
  return Response.json(bundle(['x-1'], { about: isStranger ? 'somebody' : id }))
}

/** Bodies that name somebody else than the row's patient. */
const foreign = (sink: FakeSink, id: string): number =>
  sink.taken.filter(({ text }) =>
    [...text.matchAll(/"reference":"Patient\/([^"]+)"/g)].some(([, about]) => about !== id),
  ).length
