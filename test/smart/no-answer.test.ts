// @vitest-environment jsdom
import { describe, expect, test } from 'vitest'
import type { ProblemKind } from '../../src/smart/problems.ts'
import { PROBLEM_KINDS } from '../../src/smart/problems.ts'
import { openSession } from '../../src/smart/session.ts'
import { fakeOutside } from './fake-outside.ts'
import { APP, blockedStorage, fakePage } from './fake-page.ts'
import { comeBack, launch, open } from './launched.ts'
import { ISS, smallNetwork } from './small-ehr.ts'

const { seen } = smallNetwork()

const tokenRequests = () => seen.filter(({ method }) => method === 'POST')
const failed = (kind: ProblemKind) => ({ ok: false, problem: { kind } })

describe('the card’s page without an answer', () => {
  test('was not launched', async () => {
    for (const search of [
      '',
      '?',
      '?x=1',
      '?fhirServiceUrl=https://evil.example&patientId=victim',
      `?iss=${ISS}&launch=1`,
    ]) {
      const page = fakePage(`${APP}/index.html${search}`)
      expect(await openSession(page, fakeOutside())).toEqual(failed('not-launched'))
      expect(page.rewritten).toEqual([`${APP}/index.html`])
    }
    expect(seen).toEqual([])
  })

  test('X-02 was not launched by a new launch in its own address, even over an open session', async () => {
    const { storage } = await open(fakeOutside())
    const page = fakePage(`${APP}/index.html?iss=${ISS}&launch=launch-2`, { storage: storage as Storage })
    expect(await openSession(page, fakeOutside())).toEqual(failed('not-launched'))
  })

  test.each(PROBLEM_KINDS)('shows the problem %s that the launch page handed it', async (kind) => {
    const page = fakePage(`${APP}/index.html#problem=${kind}`)
    expect(await openSession(page, fakeOutside())).toEqual(failed(kind))
    expect(page.rewritten).toEqual([`${APP}/index.html#problem=${kind}`])
  })

  test.each([
    '#problem=',
    '#problem=<img>',
    '#problem=nonsense',
    '#x',
    '#problem=state-unknown&x',
    '#problem=__proto__',
  ])('takes no problem from %s', async (fragment) => {
    const page = fakePage(`${APP}/index.html${fragment}`)
    expect(await openSession(page, fakeOutside())).toEqual(failed('not-launched'))
  })

  test('A-11 says so where the browser blocks storage', async () => {
    const { state } = await launch(fakeOutside())
    const { opened } = await comeBack(fakeOutside(), { code: 'code-1', state }, { storage: blockedStorage })
    expect(opened).toEqual(failed('storage-blocked'))
    expect(tokenRequests()).toEqual([])
  })
})
