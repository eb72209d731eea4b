import { beforeAll, describe, expect, test } from 'vitest'
import { BOARD_CHOICES } from '../../src/sandbox/patients/board-lists.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { BoardToken } from './board-signed-in.ts'
import { answerOf, authorize, redeem, send, stillSandbox } from './signed-in.ts'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = (await stillSandbox()).sandbox
})

const chart = (path: string, init: RequestInit = {}) =>
  sandbox.chart(new Request(`${sandbox.origins.chart}${path}`, init))
const pageAt = async (path: string) => (await chart(path)).text()
const frameOf = (page: string) =>
  new URL(/<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? 'http://none/')

/** From the frame that a page opens to a token. */
async function tokenFrom(frame: URL): Promise<BoardToken> {
  const launch = frame.searchParams.get('launch') ?? ''
  const redirect_uri = `${sandbox.origins.app}/board.html`
  const asked = { launch, redirect_uri, scope: 'launch user/*.rs' }
  const code = answerOf(await authorize(sandbox, asked)).get('code') ?? ''
  return (await (await redeem(sandbox, code, { redirect_uri })).json()) as BoardToken
}

describe('the tumour board’s page', () => {
  test('is found from the home page, in either language', async () => {
    expect(await pageAt('/')).toMatch(/<a href="\/board\?lang=en">Tumour board<\/a>/)
    expect(await pageAt('/?lang=nl')).toMatch(/<a href="\/board\?lang=nl">MDO<\/a>/)
    expect(await pageAt('/board?lang=nl')).toContain('<h1>MDO</h1>')
  })

  test('frames a genuine launch of Monday’s list, and shows no patient itself', async () => {
    const page = await pageAt('/board')
    const frame = frameOf(page)
    expect(frame.origin + frame.pathname).toBe(`${sandbox.origins.app}/launch-board.html`)
    const token = await tokenFrom(frame)
    expect(token.fhirContext).toEqual([{ reference: 'List/board-monday', type: 'List' }])
    expect(token).not.toHaveProperty('patient')
    expect(page).not.toContain('class="banner"')
    for (const id of sandbox.patientIds) expect(page).not.toContain(id)
  })

  test.each(BOARD_CHOICES.map(({ reference }) => [reference]))('opens %s when asked to', async (list) => {
    const page = await pageAt(`/board?list=${list}`)
    expect((await tokenFrom(frameOf(page))).fhirContext?.[0]?.reference).toBe(list)
    expect(page).toMatch(new RegExp(`<option value="${list}" selected>`))
  })

  test.each([
    ['Patient/anna-testmeijer'],
    ['List/'],
    ['List/a/b'],
    ['https://elsewhere.example/List/x'],
    [''],
  ])('opens nothing for %s', async (list) => {
    expect((await chart(`/board?list=${encodeURIComponent(list)}`)).status).toBe(404)
  })

  test('brings faults along, and five patients who fail', async () => {
    const denied = frameOf(await pageAt('/board?fault=denied&fault=made-up')).searchParams.get('launch') ?? ''
    expect(answerOf(await authorize(sandbox, { launch: denied })).get('error')).toBe('access_denied')
    const token = await tokenFrom(frameOf(await pageAt('/board?fail=five')))
    expect((await send(sandbox, token, 'Patient/willemijn-toetsema')).status).toBe(403)
    expect((await send(sandbox, token, 'Patient/anna-testmeijer')).status).toBe(200)
  })

  test('may run no script, and frames nothing but the app', async () => {
    const policy = (await chart('/board')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('script-src')
    expect(policy).toContain(`frame-src ${sandbox.origins.app}`)
  })

  test('mints launches for a script', async () => {
    const post = (body: unknown) =>
      chart('/launches', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const minted = await post({ list: 'Group/rt-board', faultsOf: { 'bep-bottest': ['cut'] } })
    expect(minted.status).toBe(201)
    const token = await tokenFrom(new URL(((await minted.json()) as { url: string }).url))
    expect(token.fhirContext?.[0]?.reference).toBe('Group/rt-board')
    expect((await send(sandbox, token, 'Patient/bep-bottest')).type).toBe('error')
    expect((await post({ list: 'Patient/anna-testmeijer' })).status).toBe(404)
    expect((await post({ list: 'List/board-monday', faultsOf: { x: ['made-up'] } })).status).toBe(400)
  })
})
