// @vitest-environment jsdom
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, test } from 'vitest'
import { fakeOutside } from '../fake-outside.ts'
import { APP, tabStorage } from '../fake-page.ts'
import { comeBack, launch, open } from '../launched.ts'
import { AUTH, EVIL, ISS, PATIENT, REGISTRY, smallNetwork, TOKEN } from '../small-ehr.ts'
import { BOARD_TOKEN, comeBackToBoard, launchBoard, openedBoard, reloadBoard } from './boarded.ts'

const { server, seen } = smallNetwork()
const answerToken = (response: object) =>
  server.use(http.post(`${AUTH}/token`, () => HttpResponse.json(response)))
beforeEach(() => answerToken(BOARD_TOKEN))

const stateUnknown = { ok: false, problem: { kind: 'state-unknown' } }
const notLaunched = { ok: false, problem: { kind: 'not-launched' } }

describe('the board’s authorization request', () => {
  test('T-15 asks for what the user may see, for the lists, and for no patient in context', async () => {
    const { went } = await launchBoard(fakeOutside())
    const asked = new URL(went).searchParams
    expect(asked.get('redirect_uri')).toBe(`${APP}/board.html`)
    expect(asked.get('scope')).toBe(
      'launch openid fhirUser online_access user/Patient.rs user/Condition.rs user/Observation.rs user/List.r user/Group.r',
    )
  })

  test('T-15 asks to write only where the site refers', async () => {
    const referral = { recipients: { T: { id: 'r', name: 'Trial office' } } }
    const sites = [{ ...REGISTRY.sites[0], referral }]
    server.use(http.get(`${APP}/config.json`, () => HttpResponse.json({ sites })))
    const scope = new URL((await launchBoard(fakeOutside())).went).searchParams.get('scope') ?? ''
    expect(scope.split(' ')).toContain('user/ServiceRequest.crus')
    expect(scope).not.toContain('patient/')
  })

  test('without the EHR’s launch lets nobody pick a patient', async () => {
    const search = `?iss=${encodeURIComponent(ISS)}&standalone=1`
    const scope = new URL((await launchBoard(fakeOutside(), { search })).went).searchParams.get('scope')
    expect(scope).toMatch(/^openid fhirUser online_access user\/Patient\.rs /)
  })

  test('T-02 a launch that is not believed ends on the board’s page, not on the card’s', async () => {
    const { went } = await launchBoard(fakeOutside(), {
      search: `?iss=${EVIL}&launch=1&code=x&patientId=p-9`,
    })
    expect(went).toBe(`${APP}/board.html#problem=iss-unknown`)
  })
})

describe('T-05 what a launch is for', () => {
  test('a chart’s answer opens no board, and no code is spent', async () => {
    const { storage, state } = await launch(fakeOutside(), { storage: tabStorage() })
    seen.length = 0
    const { opened } = await comeBackToBoard(
      fakeOutside(),
      { code: 'code-1', state },
      { storage: storage as Storage },
    )
    expect(opened).toEqual(stateUnknown)
    expect(seen).toEqual([])
  })

  test('a board’s answer opens no chart, and no code is spent', async () => {
    answerToken({ ...BOARD_TOKEN, patient: PATIENT })
    const { storage, state } = await launchBoard(fakeOutside())
    seen.length = 0
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage })
    expect(opened).toEqual(stateUnknown)
    expect(seen).toEqual([])
  })

  test('a refusal to the one says nothing to the other', async () => {
    const { storage, state } = await launchBoard(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { error: 'access_denied', state }, { storage })
    expect(opened).toEqual(stateUnknown)
  })

  test('a chart’s session opens no board at a reload, and is forgotten', async () => {
    answerToken(TOKEN)
    const chart = await open(fakeOutside(), { storage: tabStorage() })
    const { opened } = await reloadBoard(fakeOutside(), { ...chart, storage: chart.storage as Storage })
    expect(opened).toEqual(notLaunched)
    expect(Object.keys(chart.storage)).toEqual([])
  })
})

describe('a board’s session', () => {
  test('opens without a patient, with the lists of its launch', async () => {
    const { board, page } = await openedBoard(fakeOutside())
    expect(board.siteName).toBe('Example Hospital')
    expect(board.lists.map(({ reference }) => reference)).toEqual(['List/board-1'])
    expect(page.rewritten.at(-1)).toBe(`${APP}/board.html`)
  })

  test('outlives a reload, with its lists', async () => {
    const before = await openedBoard(fakeOutside())
    seen.length = 0
    const { opened } = await reloadBoard(fakeOutside(), before)
    expect(opened.ok && opened.value.lists.map(({ reference }) => reference)).toEqual(['List/board-1'])
    expect(seen.map(({ url }) => url)).toEqual([`${APP}/config.json`])
  })

  test('T-07 keeps nothing about a patient, whatever the token response said and whoever was opened', async () => {
    const fhirContext = [...BOARD_TOKEN.fhirContext, { reference: 'Patient/ZZPATIENT' }]
    answerToken({ ...BOARD_TOKEN, fhirContext, patient: 'ZZPATIENT', encounter: 'ZZENCOUNTER' })
    const { board, storage, page } = await openedBoard(fakeOutside())
    const row = board.open('ZZROW')
    row.answers.save({ answers: 'ZZANSWER' })
    row.answers.pending.mark('ZZKEY')
    const kept = Object.keys(storage).map((name) => [name, storage.getItem(name)])
    expect(kept).toHaveLength(1)
    expect(JSON.stringify([kept, page.rewritten, page.note()])).not.toContain('ZZ')
    expect(JSON.stringify(kept)).toContain('List/board-1')
  })

  test('is gone after close: stored nothing, token given back, once', async () => {
    const { board, storage, ...rest } = await openedBoard(fakeOutside())
    board.close()
    board.close()
    expect(Object.keys(storage)).toEqual([])
    await expect.poll(() => seen.filter(({ url }) => url.endsWith('/revoke'))).toHaveLength(1)
    expect((await reloadBoard(fakeOutside(), { storage, ...rest })).opened).toEqual(notLaunched)
    seen.length = 0
    expect(await board.lists[0]?.read(0)).toEqual({ ok: false, problem: 'session-ended' })
    expect(await board.find('1')).toEqual({ ok: false, problem: 'session-ended' })
    expect(seen.filter(({ url }) => url.startsWith(`${ISS}/`))).toEqual([])
  })

  test('names its user once for all rows', async () => {
    const claims = { aud: 'trialside', fhirUser: 'Practitioner/d-1' }
    answerToken({ ...BOARD_TOKEN, id_token: `e.${btoa(JSON.stringify(claims))}.s` })
    server.use(
      http.get(`${ISS}/Practitioner/d-1`, () =>
        HttpResponse.json({ resourceType: 'Practitioner', id: 'd-1', name: [{ text: 'Test Doctor' }] }),
      ),
    )
    const { board } = await openedBoard(fakeOutside())
    const asked = [board.user(), board.open('p-1').user(), board.open('p-2').user()]
    const doctor = { reference: 'Practitioner/d-1', name: 'Test Doctor' }
    expect(await Promise.all(asked)).toEqual([doctor, doctor, doctor])
    expect(seen.filter(({ url }) => url.includes('/Practitioner/'))).toHaveLength(1)
  })
})
