// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, fakePage, tabStorage } from './fake-page.ts'
import { launch, open, reload } from './launched.ts'
import { AUTH, smallNetwork, TOKEN } from './small-ehr.ts'

const { server } = smallNetwork()

const notLaunched = { ok: false, problem: { kind: 'not-launched' } }
const answerToken = (...answers: readonly object[]) => {
  let at = 0
  server.use(
    http.post(`${AUTH}/token`, () => {
      const answer = answers[Math.min(at, answers.length - 1)] ?? {}
      at += 1
      return HttpResponse.json(answer)
    }),
  )
}

describe('T-14 two charts in one browser', () => {
  const forPatient = (id: string) => answerToken({ ...TOKEN, patient: id, access_token: `token-of-${id}` })

  test('X-03 two frames of a tab keep their own patient through a reload, in any order', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    forPatient('a')
    const a = await open(outside, { storage, place: '0' })
    forPatient('b')
    const b = await open(outside, { storage, place: '1' })
    const [againB, againA] = [await reload(outside, b), await reload(outside, a)]
    expect(againA.opened).toMatchObject({ ok: true, value: { patientId: 'a' } })
    expect(againB.opened).toMatchObject({ ok: true, value: { patientId: 'b' } })
    expect((await reload(outside, againA)).opened).toMatchObject({ ok: true, value: { patientId: 'a' } })
  })

  test('X-01 a new launch in a frame discards the chart that was there', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    forPatient('a')
    const a = await open(outside, { storage, place: '0' })
    forPatient('b')
    const b = await open(outside, { storage, place: '0' })
    expect(Object.keys(storage)).toEqual([`trialside.session.${b.state}`])
    expect((await reload(outside, a)).opened).toEqual(notLaunched)
    expect((await reload(outside, b)).opened).toMatchObject({ ok: true, value: { patientId: 'b' } })
  })

  test('a new launch of the tab itself discards whatever was in it', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    await open(outside, { storage, place: '0' })
    await open(outside, { storage, place: '1' })
    const { state } = await launch(outside, { storage })
    expect(Object.keys(storage)).toEqual([`trialside.session.${state}`])
  })

  test('a launch that nobody came back for does not stay', async () => {
    const outside = fakeOutside()
    const storage = tabStorage()
    await launch(outside, { storage, place: '0' })
    outside.pass(11 * 60_000)
    const { state } = await launch(outside, { storage, place: '1' })
    expect(Object.keys(storage)).toEqual([`trialside.session.${state}`])
  })

  test('X-05 going back in the history to a chart finds none', async () => {
    const a = await open(fakeOutside())
    const page = fakePage(`${APP}/index.html`, { storage: a.storage as Storage, note: a.page.note() })
    expect(await openSession(page, fakeOutside())).toEqual(notLaunched)
    expect(Object.keys(a.storage)).toEqual([])
  })

  test('X-05 a document that the browser kept alive forgets its chart and starts afresh', async () => {
    const a = await open(fakeOutside())
    a.page.restore()
    expect(a.page.reloads).toBe(1)
    expect((await reload(fakeOutside(), a)).opened).toEqual(notLaunched)
  })

  test('X-04 a copy of the tab must be launched again', async () => {
    const a = await open(fakeOutside())
    const copy = tabStorage()
    for (const key of Object.keys(a.storage)) copy.setItem(key, (a.storage as Storage).getItem(key) ?? '')
    const page = fakePage(`${APP}/index.html`, { storage: copy, note: a.page.note() })
    expect(await openSession(page, fakeOutside())).toEqual(notLaunched)
  })
})
