import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { signIn, stillSandbox } from './signed-in.ts'

let sandbox: Sandbox
const server = setupServer(
  http.all('*', async ({ request }) => (await sandbox.answer(request)) ?? HttpResponse.error()),
)

beforeAll(async () => {
  sandbox = (await stillSandbox()).sandbox
  server.listen({ onUnhandledRequest: 'error' })
})
afterAll(() => server.close())

test('a page’s own fetch reaches the sandbox, and nothing beyond it', async () => {
  const { access_token } = await signIn(sandbox, 'anna-testmeijer')
  const headers = { authorization: `Bearer ${access_token}` }
  const found = await fetch(`${sandbox.iss}/Condition?patient=anna-testmeijer`, { headers })
  expect(await found.json()).toMatchObject({ resourceType: 'Bundle', total: 3 })
  sandbox.setFaults('redirect:Condition')
  const redirected = await fetch(`${sandbox.iss}/Condition`, { headers, redirect: 'manual' })
  expect(redirected.status).toBe(302)
  await expect(fetch('https://elsewhere.example/')).rejects.toThrow(TypeError)
})
