import { describe, expect, test } from 'vitest'
import type { PartType } from '../../../src/engine/referral/draft.ts'
import { REFERRAL_SYSTEM } from '../../../src/engine/referral/key.ts'
import {
  type Answers,
  type Asked,
  bare,
  DRAFT,
  deskAt,
  fhir,
  hiddenRedirect,
  KEY,
  loginPage,
  noAnswer,
  part,
  searchset,
  stored,
  urn,
} from './small-desk.ts'

const ORDER = ['QuestionnaireResponse', 'ServiceRequest', 'Task', 'ResearchSubject', 'Provenance'] as const
const idOf = (type: string) => `${type.toLowerCase()}-1`
const created = ({ path }: Asked) => fhir(stored(path as PartType, idOf(path)), 201)

/** Creates everything, but for the types that answer otherwise. */
const creating =
  (otherwise: Partial<Record<PartType, Answers>> = {}): Answers =>
  (asked) => {
    const answer = otherwise[asked.path as PartType]
    if (answer) return answer(asked)
    return asked.method === 'POST' ? created(asked) : searchset([])
  }
const posting = async (
  answers: Answers,
  known: Parameters<ReturnType<typeof deskAt>['desk']['post']>[2] = [],
) => {
  const { desk, seen, wrote } = deskAt(answers)
  return {
    posted: await desk.post('sequential', DRAFT, known),
    seen,
    wrote: wrote().map(({ path }) => path),
    bodies: wrote().map(({ body }) => body),
  }
}
const all = (...but: readonly PartType[]) =>
  ORDER.filter((type) => !but.includes(type)).map((type) => ({ type, id: idOf(type) }))

describe('a referral one part after another', () => {
  test('creates each conditionally, the ones that are referred to first', async () => {
    const { desk, seen } = deskAt(creating())
    expect(await desk.post('sequential', DRAFT, [])).toEqual({ kind: 'answered', stored: all() })
    expect(seen.map(({ method, path }) => [method, path])).toEqual(ORDER.map((type) => ['POST', type]))
    expect(seen.map(({ headers }) => headers['if-none-exist'])).toEqual([
      ...Array.from({ length: 4 }, () => `identifier=${REFERRAL_SYSTEM}|${KEY}`),
      `_tag=${REFERRAL_SYSTEM}|${KEY}`,
    ])
  })

  test('refers to what the server made of the parts before', async () => {
    const { bodies } = await posting(creating())
    expect(bodies).toMatchObject([
      {},
      { supportingInfo: [{ reference: 'QuestionnaireResponse/questionnaireresponse-1' }] },
      {
        focus: { reference: 'ServiceRequest/servicerequest-1' },
        input: [{ valueReference: { reference: 'QuestionnaireResponse/questionnaireresponse-1' } }, {}],
      },
      {},
      {
        target: [
          { reference: 'QuestionnaireResponse/questionnaireresponse-1' },
          { reference: 'ServiceRequest/servicerequest-1' },
          { reference: 'Task/task-1' },
          { reference: 'ResearchSubject/researchsubject-1' },
        ],
      },
    ])
    expect(JSON.stringify(bodies)).not.toContain('urn:uuid:')
  })

  test('goes on with the one that was there already', async () => {
    const there = { ServiceRequest: () => fhir(stored('ServiceRequest', 's-0'), 200) }
    const { posted, bodies } = await posting(creating(there))
    expect(posted).toMatchObject({
      kind: 'answered',
      stored: [{}, { type: 'ServiceRequest', id: 's-0' }, {}, {}, {}],
    })
    expect(bodies[2]).toMatchObject({ focus: { reference: 'ServiceRequest/s-0' } })
  })

  test('W-11 creates only what is missing', async () => {
    const known = [stored('ServiceRequest', 's-1'), stored('QuestionnaireResponse', 'q-1')]
    const { posted, wrote, bodies } = await posting(creating(), known)
    expect(wrote).toEqual(['Task', 'ResearchSubject', 'Provenance'])
    expect(bodies[0]).toMatchObject({ focus: { reference: 'ServiceRequest/s-1' } })
    expect(posted).toEqual({ kind: 'answered', stored: all('ServiceRequest', 'QuestionnaireResponse') })
  })

  test('writes nothing but the letter where only a document is taken, and only once', async () => {
    const { desk, seen } = deskAt(creating())
    expect(await desk.post('document', DRAFT, [])).toEqual({
      kind: 'answered',
      stored: [{ type: 'DocumentReference', id: 'documentreference-1' }],
    })
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: 'DocumentReference',
        headers: { 'if-none-exist': `identifier=${REFERRAL_SYSTEM}|${KEY}` },
      },
    ])
    await desk.post('document', DRAFT, [stored('DocumentReference', 'd-1')])
    expect(seen).toHaveLength(1)
  })

  test('says that a document was refused', async () => {
    const { desk } = deskAt(() => bare(403))
    expect(await desk.post('document', DRAFT, [])).toEqual({
      kind: 'refused',
      type: 'DocumentReference',
      status: 403,
      stored: [],
    })
  })
})

describe('W-11 a part that is refused', () => {
  test.each([
    ['Task', 403, ['QuestionnaireResponse', 'ServiceRequest']],
    ['Task', 412, ['QuestionnaireResponse', 'ServiceRequest']],
    ['ServiceRequest', 422, ['QuestionnaireResponse']],
    ['ServiceRequest', 412, ['QuestionnaireResponse']],
  ] as const)('%s with a %i ends it, and what is there is said', async (type, status, before) => {
    const { posted, wrote } = await posting(creating({ [type]: () => bare(status) }))
    expect(posted).toEqual({
      kind: 'refused',
      type,
      status,
      stored: before.map((one) => ({ type: one, id: idOf(one) })),
    })
    expect(wrote).toEqual([...before, type])
  })

  test.each(['QuestionnaireResponse', 'ResearchSubject', 'Provenance'] as const)(
    '%s is left out, and so is every reference to it',
    async (type) => {
      const { posted, wrote, bodies } = await posting(creating({ [type]: () => bare(403) }))
      expect(posted).toEqual({ kind: 'answered', stored: all(type) })
      expect(wrote).toEqual([...ORDER])
      expect(JSON.stringify(bodies)).not.toContain(urn(type))
      expect(bodies[2]).toMatchObject({ focus: { reference: 'ServiceRequest/servicerequest-1' } })
    },
  )
})

describe('a part of which nobody knows', () => {
  const answers: readonly (readonly [string, Answers])[] = [
    ['no answer', noAnswer],
    ['a 500', () => bare(500)],
    ['a 429', () => bare(429)],
    ['a redirect', () => bare(308, { location: '/fhir/Task/t-1' })],
    ['a hidden redirect', hiddenRedirect],
    ['a login page', () => loginPage(201)],
  ]
  for (const type of ['QuestionnaireResponse', 'ServiceRequest', 'Task'] as const)
    test.each(answers)(`W-04 ends it: ${type} with %s`, async (_, answer) => {
      const { posted, wrote } = await posting(creating({ [type]: answer }))
      expect(posted).toEqual({ kind: 'unclear' })
      expect(wrote).toEqual(ORDER.slice(0, ORDER.indexOf(type) + 1))
    })

  for (const type of ['ResearchSubject', 'Provenance'] as const)
    test.each(answers)(`does not undo what is whole without it: ${type} with %s`, async (_, answer) => {
      const { posted } = await posting(creating({ [type]: answer }))
      expect(posted).toEqual({ kind: 'answered', stored: all(type) })
    })

  test('of which the token was over is one of them, once something is there', async () => {
    const { desk, access, wrote } = deskAt((asked) => {
      if (asked.path === 'ServiceRequest') access.end()
      return created(asked)
    })
    expect(await desk.post('sequential', DRAFT, [])).toEqual({ kind: 'unclear' })
    expect(wrote().map(({ path }) => path)).toEqual(['QuestionnaireResponse', 'ServiceRequest'])
  })

  test('W-17 a token that is over at the first part sends nothing', async () => {
    const { desk, access, seen } = deskAt(creating())
    access.end()
    expect(await desk.post('sequential', DRAFT, [])).toEqual({ kind: 'not-sent', why: 'session-ended' })
    expect(seen).toEqual([])
  })
})

describe('W-07 a 201 that does not say what was made', () => {
  const silent: Answers = ({ method, path }) =>
    method === 'POST'
      ? bare(201)
      : searchset([stored(path as PartType, `${idOf(path)}9`), stored(path as PartType, idOf(path))])

  test('is asked by our identifier', async () => {
    const { posted, seen, bodies } = await posting(creating({ ServiceRequest: silent }))
    expect(posted).toEqual({ kind: 'answered', stored: all() })
    expect(seen.filter(({ method }) => method === 'GET')).toMatchObject([{ path: 'ServiceRequest' }])
    expect(bodies[2]).toMatchObject({ focus: { reference: 'ServiceRequest/servicerequest-1' } })
  })

  test.each([
    ['finds nothing: it stored nothing, or nothing yet', () => searchset([])],
    ['fails', () => bare(500)],
    ['finds somebody else', () => searchset([stored('ServiceRequest', 's-1', { about: 'p-2' })])],
  ])('leaves it open where that %s', async (_, found) => {
    const answers = creating({ ServiceRequest: (asked) => (asked.method === 'POST' ? bare(201) : found()) })
    const { posted, wrote } = await posting(answers)
    expect(posted).toEqual({ kind: 'unclear' })
    expect(wrote).toEqual(['QuestionnaireResponse', 'ServiceRequest'])
  })

  test('but holds a body of another kind is read by its Location', async () => {
    const outcome = { resourceType: 'OperationOutcome', id: 'o-1' }
    const answers = creating({ Task: () => fhir(outcome, 201, { location: 'Task/t-1/_history/1' }) })
    expect((await posting(answers)).posted).toMatchObject({
      stored: [{}, {}, { type: 'Task', id: 't-1' }, {}, {}],
    })
  })
})

describe('a 200 says that it was there already', () => {
  const found = {
    ServiceRequest: (asked: Asked) =>
      asked.method === 'POST'
        ? bare(200, { location: 'ServiceRequest/s-9' })
        : searchset([stored('ServiceRequest', 's-1')]),
  }

  test('and which one, only its identifier tells', async () => {
    const { posted } = await posting(creating(found))
    expect(posted).toMatchObject({
      kind: 'answered',
      stored: [{}, { type: 'ServiceRequest', id: 's-1' }, {}, {}, {}],
    })
  })

  test('W-23 and names one without our identifier: nothing is hung on that one', async () => {
    const foreign = () => fhir(stored('ServiceRequest', 's-9', { key: 'another' }), 200)
    const { posted, wrote } = await posting(creating({ ServiceRequest: foreign }))
    expect(posted).toEqual({
      kind: 'answered',
      stored: [...all().slice(0, 1), { type: 'ServiceRequest', id: 's-9' }],
    })
    expect(wrote).toEqual(['QuestionnaireResponse', 'ServiceRequest'])
  })

  test('and names one without our tag: it is not ours, and the rest does without it', async () => {
    const foreign = () => fhir(stored('Provenance', 'v-9', { key: 'another' }), 200)
    expect((await posting(creating({ Provenance: foreign }))).posted).toEqual({
      kind: 'answered',
      stored: all('Provenance'),
    })
  })
})

describe('W-23 a server that strips the identifier', () => {
  test('from what it created is told apart by reading back: the id is known and the parts hang together', async () => {
    const stripped: Answers = ({ path }) => {
      const { identifier: _, ...rest } = stored(path as PartType, idOf(path)) as Record<string, unknown>
      return fhir(rest, 201)
    }
    const { desk, seen } = deskAt(stripped)
    expect(await desk.post('sequential', [part('ServiceRequest'), part('Task')], [])).toEqual({
      kind: 'answered',
      stored: [
        { type: 'ServiceRequest', id: 'servicerequest-1' },
        { type: 'Task', id: 'task-1' },
      ],
    })
    expect(seen.at(-1)?.body).toMatchObject({ focus: { reference: 'ServiceRequest/servicerequest-1' } })
  })
})
