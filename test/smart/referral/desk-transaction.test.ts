import { describe, expect, test } from 'vitest'
import { isObject, listOf } from '../../../src/engine/fhir.ts'
import { ISS } from '../small-ehr.ts'
import {
  bare,
  DRAFT,
  deskAt,
  entry,
  fhir,
  hiddenRedirect,
  loginPage,
  noAnswer,
  part,
  response,
  stored,
  urn,
} from './small-desk.ts'

const FIVE = ['Task', 'Provenance', 'ServiceRequest', 'ResearchSubject', 'QuestionnaireResponse']
const posting = (answer: () => Response | Promise<Response>, parts = DRAFT) =>
  deskAt(answer).desk.post('transaction', parts, [])

describe('a referral in one transaction', () => {
  test('is one request to the base, each part created only where its identifier is not there yet', async () => {
    const { desk, seen } = deskAt(() => response(...FIVE.map((type) => entry('201', `${type}/1`))))
    await desk.post('transaction', DRAFT, [])
    expect(seen).toHaveLength(1)
    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: '',
      body: { resourceType: 'Bundle', type: 'transaction' },
    })
    const entries = listOf(seen[0]?.body['entry'])
    expect(entries).toEqual(
      DRAFT.filter(({ type }) => type !== 'DocumentReference').map(
        ({ type, fullUrl, ifNoneExist, resource }) => ({
          fullUrl,
          resource,
          request: { method: 'POST', url: type, ifNoneExist },
        }),
      ),
    )
  })

  test('is answered by what each entry says, from its Location or its body', async () => {
    const posted = await posting(() =>
      response(
        entry('201 Created', `${ISS}/Task/t-1/_history/1`),
        { resource: stored('Provenance', 'v-1'), response: { status: '201' } },
        entry('200 OK', 'ServiceRequest/s-1'),
        entry('201'),
        { response: { status: '201', location: 'https://evil.example/QuestionnaireResponse/q-1' } },
      ),
    )
    expect(posted).toEqual({
      kind: 'answered',
      stored: [
        { type: 'Task', id: 't-1' },
        { type: 'Provenance', id: 'v-1' },
        { type: 'ServiceRequest', id: 's-1' },
      ],
    })
  })

  test('W-11 leaves out what is known to be there, and refers to it', async () => {
    const { desk, seen } = deskAt(() => response(entry('201', 'Task/t-1'), entry('201', 'Provenance/v-1')))
    const known = [
      stored('ServiceRequest', 's-2'),
      stored('ServiceRequest', 's-1'),
      { ...stored('ServiceRequest', 's-0'), status: 'entered-in-error' },
      stored('QuestionnaireResponse', 'q-1'),
      stored('ResearchSubject', 'r-1'),
    ]
    await desk.post('transaction', DRAFT, known)
    const sent = listOf(seen[0]?.body['entry']).map((one) => (isObject(one) ? one['resource'] : undefined))
    expect(sent).toMatchObject([
      {
        resourceType: 'Task',
        focus: { reference: 'ServiceRequest/s-1' },
        input: [{ valueReference: { reference: 'QuestionnaireResponse/q-1' } }, { valueString: 'kept' }],
      },
      {
        resourceType: 'Provenance',
        target: [
          { reference: 'QuestionnaireResponse/q-1' },
          { reference: 'ServiceRequest/s-1' },
          { reference: urn('Task') },
          { reference: 'ResearchSubject/r-1' },
        ],
      },
    ])
  })

  test('sends nothing where all of it is known to be there', async () => {
    const { desk, seen } = deskAt(() => response())
    const known = [stored('ServiceRequest', 's-1'), stored('Task', 't-1')]
    expect(await desk.post('transaction', [part('ServiceRequest'), part('Task')], known)).toEqual({
      kind: 'answered',
      stored: [],
    })
    expect(seen).toEqual([])
  })

  test('names no part that is not sent: what stood for it alone goes with it', async () => {
    const { desk, seen } = deskAt(() => response())
    await desk.post('transaction', [part('ServiceRequest'), part('Task')], [])
    const [order, task] = listOf(seen[0]?.body['entry'])
    expect(order).not.toHaveProperty('resource.supportingInfo')
    expect(task).toMatchObject({
      resource: { focus: { reference: urn('ServiceRequest') }, input: [{ valueString: 'kept' }] },
    })
    expect(JSON.stringify(seen[0]?.body)).not.toContain(urn('QuestionnaireResponse'))
  })
})

describe('the answer to a transaction', () => {
  test.each([400, 403, 404, 405, 409, 413, 422, 501])('%i refuses all of it', async (status) => {
    expect(await posting(() => bare(status))).toEqual({ kind: 'refused', status, stored: [] })
  })

  test('412 means several matches', async () => {
    const outcome = {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'multiple-matches' }],
    }
    expect(await posting(() => fhir(outcome, 412))).toEqual({ kind: 'refused', status: 412, stored: [] })
  })

  test.each([
    ['no answer', noAnswer],
    ['a 500', () => bare(500)],
    ['a 504', () => bare(504)],
    ['a 408', () => bare(408)],
    ['a 425', () => bare(425)],
    ['a 429', () => bare(429)],
    ['a redirect', () => bare(307, { location: 'https://evil.example/fhir' })],
    ['a redirect after the deed', () => bare(303, { location: 'Bundle/1' })],
    ['a hidden redirect', hiddenRedirect],
    ['a login page', () => loginPage()],
    ['a login page with a 201', () => loginPage(201)],
    [
      'a web page that says it is JSON',
      () => new Response(' <html>Sign in</html>', { headers: { 'content-type': 'application/json' } }),
    ],
  ])('W-02 W-03 W-04 %s leaves it open, and it is not sent again from here', async (_, answer) => {
    const { desk, seen } = deskAt(answer)
    expect(await desk.post('transaction', DRAFT, [])).toEqual({ kind: 'unclear' })
    expect(seen).toHaveLength(1)
  })

  test.each([
    ['an empty body', () => bare(200)],
    ['a 204', () => bare(204)],
    ['a body cut off', () => new Response('{"resourceType":"Bundle","entry":[{"resp')],
    ['an outcome', () => fhir({ resourceType: 'OperationOutcome', issue: [{ severity: 'information' }] })],
    ['a Bundle without entries', () => fhir({ resourceType: 'Bundle', type: 'transaction-response' })],
    [
      'more entries than parts',
      () => response(...'123456'.split('').map((id) => entry('201', `Task/${id}`))),
    ],
    [
      'its own request',
      () =>
        fhir({
          resourceType: 'Bundle',
          type: 'transaction',
          entry: DRAFT.slice(0, 5).map(({ resource }) => ({ resource })),
        }),
    ],
    ['entries that are none', () => response(1, null, 'x', [], {})],
  ])('W-07 %s says that it was stored and not where', async (_, answer) => {
    expect(await posting(answer)).toEqual({ kind: 'answered', stored: [] })
  })

  test('a token that is over before it leaves sends nothing', async () => {
    const { desk, access, seen } = deskAt(() => response())
    access.end()
    expect(await desk.post('transaction', DRAFT, [])).toEqual({ kind: 'not-sent', why: 'session-ended' })
    expect(seen).toEqual([])
  })

  test('a token that is refused twice stored nothing', async () => {
    expect(await posting(() => bare(401))).toEqual({ kind: 'not-sent', why: 'session-ended' })
  })
})

describe('a server that asks to be left alone', () => {
  const soon = (status: number) => () => bare(status, { 'retry-after': '45' })

  test.each([429, 503])('with a %i says for how long', async (status) => {
    expect(await posting(soon(status))).toEqual({ kind: 'unclear', waitMilliseconds: 45_000 })
    expect(await deskAt(soon(status)).desk.post('sequential', DRAFT, [])).toEqual({
      kind: 'unclear',
      waitMilliseconds: 45_000,
    })
    expect(await deskAt(soon(status)).desk.search(['Task'], ['k'])).toEqual({
      kind: 'failed',
      why: 'unreachable',
      waitMilliseconds: 45_000,
    })
  })

  test('of several says the longest', async () => {
    const { desk } = deskAt(({ path }) => bare(503, { 'retry-after': path === 'Task' ? '60' : '30' }))
    expect(await desk.search(['ServiceRequest', 'Task', 'Provenance'], ['k'])).toMatchObject({
      waitMilliseconds: 60_000,
    })
  })

  test('and says no as well is taken at its no', async () => {
    expect(await posting(soon(403))).toEqual({ kind: 'refused', status: 403, stored: [] })
  })
})

describe('W-12 a batch in disguise', () => {
  const without = (status: string, ...at: readonly number[]) =>
    FIVE.map((type, place) => (at.includes(place) ? entry(status) : entry('201', `${type}/1`)))
  const others = (...at: readonly number[]) =>
    FIVE.filter((_, place) => !at.includes(place)).map((type) => ({ type, id: '1' }))

  test('W-11 that refuses the task alone says what it stored', async () => {
    expect(await posting(() => response(...without('403 Forbidden', 0)))).toEqual({
      kind: 'refused',
      type: 'Task',
      status: 403,
      stored: others(0),
    })
  })

  test('that refuses several is told by the one without which there is no referral', async () => {
    expect(await posting(() => response(...without('422', 1, 2)))).toEqual({
      kind: 'refused',
      type: 'ServiceRequest',
      status: 422,
      stored: others(1, 2),
    })
  })

  test('with several matches of one says so', async () => {
    expect(await posting(() => response(...without('412 Precondition Failed', 3)))).toMatchObject({
      kind: 'refused',
      type: 'ResearchSubject',
      status: 412,
    })
  })

  test.each(['500', '503 Service Unavailable', '429', '302'])(
    'that failed on one (%s) leaves it open',
    async (status) => {
      expect(await posting(() => response(...without(status, 1)))).toEqual({ kind: 'unclear' })
    },
  )

  test('whose entries are not those of the request names none of them', async () => {
    expect(await posting(() => response(entry('403'), entry('201', 'Task/1')))).toEqual({
      kind: 'refused',
      status: 403,
      stored: [],
    })
  })

  test('does not take an id from an entry that was refused', async () => {
    const refused = { resource: stored('Task', 't-1'), response: { status: '403', location: 'Task/t-1' } }
    const posted = await posting(() => response(refused, ...without('403', 0).slice(1)))
    expect(posted).toMatchObject({ stored: others(0) })
  })
})

describe('T-14 the last look before anything leaves', () => {
  test.each(['ServiceRequest', 'Task', 'ResearchSubject', 'QuestionnaireResponse'] as const)(
    'stops a draft of which a part is about another patient: %s',
    async (type) => {
      const { id: _, ...resource } = stored(type, '1', { about: 'p-2' })
      const parts = DRAFT.map((one) => (one.type === type ? { ...one, resource } : one))
      for (const rung of ['transaction', 'sequential'] as const) {
        const { desk, seen } = deskAt(() => response())
        expect(await desk.post(rung, parts, [])).toEqual({ kind: 'not-sent', why: 'forbidden' })
        expect(seen).toEqual([])
      }
    },
  )

  test('stops a task without the order that it asks for', async () => {
    const { desk, seen } = deskAt(() => response())
    expect(await desk.post('transaction', [part('Task')], [])).toEqual({ kind: 'not-sent', why: 'forbidden' })
    expect(seen).toEqual([])
  })
})
