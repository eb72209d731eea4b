import type { CapabilityStatement, Condition, FhirResource, Patient, Task } from 'fhir/r4'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import { type RunningSandbox, startSandbox } from '../../src/sandbox/start.ts'
import { entriesIn, letterOf, referralOf, referring, SYSTEM, TO_REFER, taskIn } from './referral.ts'
import { send, signIn, stillSandbox } from './signed-in.ts'

const PATIENT = 'anna-testmeijer'
const ONE = INVENTED_PATIENTS.filter(({ id }) => id === PATIENT)
const NONE = [0, 0, 0, 0, 0]
const ONE_OF_EACH = [1, 1, 1, 1, 1]

/** A server with faults, and one beside it that looks at the same records without. */
async function withFaults(...faults: string[]) {
  const { sandbox } = await stillSandbox({ patients: ONE })
  const token = await signIn(sandbox, PATIENT, { scope: TO_REFER, faults })
  const well = referring(sandbox, await signIn(sandbox, PATIENT, { scope: 'launch patient/*.rs' }))
  const metadata = async () => {
    const headers = { authorization: `Bearer ${token.access_token}` }
    const response = await sandbox.fhir(new Request(`${sandbox.iss}/metadata`, { headers }))
    const [rest] = ((await response.json()) as CapabilityStatement).rest ?? []
    return {
      interactions: rest?.interaction?.map(({ code }) => code),
      conditional: rest?.resource?.filter((it) => it.conditionalCreate).map(({ type }) => String(type)),
      create: rest?.resource
        ?.filter((it) => it.interaction?.some(({ code }) => code === 'create'))
        .map(({ type }) => String(type)),
    }
  }
  return { sandbox, token, well, metadata, server: referring(sandbox, token) }
}

const draft: FhirResource = {
  resourceType: 'QuestionnaireResponse',
  status: 'in-progress',
  subject: { reference: `Patient/${PATIENT}` },
}

describe('the first referral of a session goes wrong on its way, the second is well', () => {
  const statusOf = ({ type, status }: Response) => (type === 'error' ? 'cut' : status)

  test.each([
    ['post-dropped', 'cut', NONE],
    ['answer-dropped', 'cut', ONE_OF_EACH],
    ['post-500-before', 500, NONE],
    ['post-500-after', 500, ONE_OF_EACH],
    ['post-429', 429, NONE],
    ['half-applied', 500, [1, 1, 0, 0, 0]],
  ])('%s: a transaction ends with %s', async (fault, status, stored) => {
    const { server, well } = await withFaults(fault)
    expect(statusOf(await server.transact(referralOf(PATIENT)))).toBe(status)
    expect(await well.counted()).toEqual(stored)
    expect((await server.transact(referralOf(PATIENT))).status).toBe(200)
    expect(await well.counted()).toEqual(ONE_OF_EACH)
  })

  test.each([
    ['post-dropped', 'cut', 0],
    ['answer-dropped', 'cut', 1],
    ['post-500-before', 500, 0],
    ['post-500-after', 500, 1],
    ['post-429', 429, 0],
  ])('%s: of several creates the first ends with %s', async (fault, status, stored) => {
    const { server, well } = await withFaults(fault)
    const [answers, order] = referralOf(PATIENT)
    expect(statusOf(await server.create(answers))).toBe(status)
    expect((await well.counted())[0]).toBe(stored)
    expect((await server.create(order)).status).toBe(201)
  })

  test('of one type, where the fault names it', async () => {
    const { server } = await withFaults('post-500-before:Task')
    const [answers, , task] = referralOf(PATIENT)
    expect((await server.create(answers)).status).toBe(201)
    expect((await server.create(task)).status).toBe(500)
    expect((await server.create(task)).status).toBe(201)
  })

  test('not what only keeps answers, nor what is no create', async () => {
    const { server } = await withFaults('post-500-before')
    expect((await server.post('QuestionnaireResponse', draft)).status).toBe(201)
    expect((await server.post('Task/_search', {})).status).toBe(200)
    expect((await server.find(`Task?identifier=${SYSTEM}|Key-1`)).total).toBe(0)
    expect((await server.transact(referralOf(PATIENT))).status).toBe(500)
  })

  test('post-429 says when to come back', async () => {
    const { server } = await withFaults('post-429')
    expect((await server.transact(referralOf(PATIENT))).headers.get('retry-after')).toBe('1')
  })

  test('in each session anew, and in the log as no answer at all', async () => {
    const { sandbox, server } = await withFaults('post-dropped')
    await server.transact(referralOf(PATIENT))
    expect(sandbox.requests.at(-1)).toMatchObject({ method: 'POST', url: sandbox.iss, status: 0 })
    const scope = TO_REFER
    const next = referring(sandbox, await signIn(sandbox, PATIENT, { scope, faults: ['post-dropped'] }))
    expect((await next.transact(referralOf(PATIENT))).type).toBe('error')
  })
})

describe('over a network', () => {
  let running: RunningSandbox
  beforeAll(async () => {
    running = await startSandbox({ port: 0, patients: ONE, appFolder: 'none' })
  })
  afterAll(() => running.close())

  test.each([
    ['post-dropped', 0],
    ['answer-dropped', 1],
  ])('%s: the connection breaks, and fetch says no more than that', async (fault, stored) => {
    const { sandbox } = running
    const token = await signIn(sandbox, PATIENT, { scope: TO_REFER, faults: [fault] })
    const [, , task] = referralOf(PATIENT, fault)
    const post = () =>
      fetch(`${sandbox.iss}/Task`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token.access_token}`,
          'content-type': 'application/fhir+json',
          'if-none-exist': task?.request?.ifNoneExist ?? '',
        },
        body: JSON.stringify(task?.resource),
      })
    await expect(post()).rejects.toThrow(TypeError)
    const found = await (await send(sandbox, token, `Task?identifier=${SYSTEM}|${fault}`)).json()
    expect(found).toMatchObject({ total: stored })
    const second = await post()
    expect(second.status).toBe(stored === 1 ? 200 : 201)
    // Else a browser would send again by itself what broke on a connection that it had used before.
    expect(second.headers.get('connection')).toBe('close')
  })
})

describe('what is stored differs from what was sent or said', () => {
  test('stores-nothing: says 201 and where, and there is nothing', async () => {
    const { server, well, sandbox } = await withFaults('stores-nothing')
    const [entry] = referralOf(PATIENT)
    const created = await server.create(entry)
    expect(created.status).toBe(201)
    const location = created.headers.get('location') ?? ''
    expect(location).toMatch(new RegExp(`^${sandbox.iss}/QuestionnaireResponse/[\\w-]+/_history/1$`))
    expect((await server.get(location.replace(/\/_history.*/, ''))).status).toBe(404)
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    expect(entries.map(({ response }) => response?.status)).toEqual(Array(5).fill('201'))
    expect(entries[2]?.response?.location).toMatch(/^Task\/[\w-]+\/_history\/1$/)
    expect(await well.counted()).toEqual(NONE)
  })

  test('bare-answer: stored, and neither body nor Location', async () => {
    const { server, well } = await withFaults('bare-answer')
    const [, , task] = referralOf(PATIENT, 'Key-2')
    const created = await server.create(task)
    expect([created.status, await created.text(), created.headers.get('location')]).toEqual([201, '', null])
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    expect(entries).toEqual(Array(5).fill({ response: { status: '201' } }))
    expect(await well.counted()).toEqual(ONE_OF_EACH)
  })

  test('evil-location: stored, and sends whoever believes it to another host', async () => {
    const { server, well } = await withFaults('evil-location')
    const [, , task] = referralOf(PATIENT, 'Key-2')
    expect((await server.create(task)).headers.get('location')).toMatch(/^https:\/\/elsewhere\.example\//)
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    for (const { response, resource } of entries) {
      expect(response?.location).toMatch(/^https:\/\/elsewhere\.example\//)
      expect(resource).toBeUndefined()
    }
    expect(await well.counted()).toEqual(ONE_OF_EACH)
  })

  test('evil-location: a refusal stays what it is', async () => {
    const { server } = await withFaults('evil-location')
    expect((await server.post('Task', { resourceType: 'Task' })).status).toBe(403)
  })

  test('strips-identifier: stored without, so that every try makes another', async () => {
    const { server, well } = await withFaults('strips-identifier')
    await server.transact(referralOf(PATIENT))
    await server.transact(referralOf(PATIENT))
    expect(await well.counted()).toEqual(NONE)
    const tasks = await well.find('Task')
    expect(tasks.total).toBe(2)
    expect(tasks.entry?.[0]?.resource).not.toHaveProperty('identifier')
    const [provenance] = (await well.find('Provenance')).entry ?? []
    expect(provenance?.resource?.meta?.tag).toBeUndefined()
  })

  test('rewrites-status: order and task become drafts', async () => {
    const { server } = await withFaults('rewrites-status')
    const entries = await entriesIn(await server.transact(referralOf(PATIENT)))
    expect(entries.map(({ resource }) => (resource as Task).status)).toEqual([
      'completed',
      'draft',
      'draft',
      'candidate',
      undefined,
    ])
  })

  test('several-matches: every condition ends in 412', async () => {
    const { server, well } = await withFaults('several-matches')
    expect((await server.transact(referralOf(PATIENT))).status).toBe(412)
    expect((await server.create(referralOf(PATIENT)[2])).status).toBe(412)
    expect((await server.post('QuestionnaireResponse', draft)).status).toBe(201)
    expect(await well.counted()).toEqual(NONE)
  })
})

describe('what the server can or may do', () => {
  test('without faults: everything', async () => {
    const { metadata, token } = await withFaults()
    const said = await metadata()
    expect(said.interactions).toContain('transaction')
    expect(said.conditional).toEqual(expect.arrayContaining(['Task', 'DocumentReference']))
    expect(token.scope).toBe(TO_REFER)
  })

  test('no-transaction: not said, and not done', async () => {
    const { server, metadata, well } = await withFaults('no-transaction')
    expect((await metadata()).interactions).toEqual([])
    expect((await server.transact(referralOf(PATIENT))).status).toBe(405)
    expect((await server.create(referralOf(PATIENT)[0])).status).toBe(201)
    expect((await well.counted())[0]).toBe(1)
  })

  test('not-conditional: not said, and what is sent twice is there twice', async () => {
    const { server, metadata, well } = await withFaults('not-conditional')
    const said = await metadata()
    expect(said.conditional).toEqual([])
    expect(said.create).toContain('Task')
    await server.transact(referralOf(PATIENT))
    await server.transact(referralOf(PATIENT))
    await server.create(referralOf(PATIENT)[2])
    expect(await well.counted()).toEqual([2, 2, 3, 2, 2])
  })

  test('no-task: granted and offered, and refused with 403', async () => {
    const { server, metadata, well, token } = await withFaults('no-task')
    expect((await metadata()).create).toContain('Task')
    expect(token.scope).toContain('patient/Task.crus')
    expect((await server.transact(referralOf(PATIENT))).status).toBe(403)
    const [answers, order, task] = referralOf(PATIENT)
    expect((await server.create(answers)).status).toBe(201)
    expect((await server.create(order)).status).toBe(201)
    expect((await server.create(task)).status).toBe(403)
    expect((await server.get(`Task?identifier=${SYSTEM}|Key-1`)).status).toBe(200)
    expect(await well.counted()).toEqual([1, 1, 0, 0, 0])
  })

  test('read-only: nothing is granted or offered, reading is as before', async () => {
    const { server, metadata, token } = await withFaults('read-only')
    const said = await metadata()
    expect([said.interactions, said.create, said.conditional]).toEqual([[], [], []])
    expect(token.scope).toContain('patient/Task.rs')
    expect(token.scope).toContain('patient/Observation.rs')
    expect(token.scope).toContain('fhirUser')
    expect(token.scope).not.toMatch(/\.\w*[cud]/)
    expect((await server.transact(referralOf(PATIENT))).status).toBe(403)
    expect((await server.post('DocumentReference', letterOf(PATIENT))).status).toBe(403)
    expect((await server.get('Observation')).status).toBe(200)
  })

  test('document-only: a letter, and nothing else', async () => {
    const { server, metadata, token } = await withFaults('document-only')
    const said = await metadata()
    expect([said.interactions, said.create]).toEqual([[], ['DocumentReference']])
    expect(token.scope).toContain('patient/DocumentReference.crs')
    expect((await server.create(referralOf(PATIENT)[2])).status).toBe(403)
    expect((await server.post('DocumentReference', letterOf(PATIENT))).status).toBe(201)
  })

  test.each([
    ['read-only', 'patient/*.cruds', 'launch patient/*.rs'],
    ['read-only', 'patient/*.read patient/*.write', 'launch patient/*.read'],
    ['document-only', 'patient/*.cruds', 'launch patient/*.rs patient/DocumentReference.cruds'],
  ])('%s: of %s leaves %s', async (fault, scope, granted) => {
    const { sandbox } = await withFaults()
    expect((await signIn(sandbox, PATIENT, { scope: `launch ${scope}`, faults: [fault] })).scope).toBe(
      granted,
    )
  })

  test('no-user: nobody is named', async () => {
    const { token } = await withFaults('no-user')
    expect(token.scope).toContain('openid')
    expect(token.scope).not.toContain('fhirUser')
    const claims = JSON.parse(
      atob(token.id_token?.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''),
    )
    expect(claims).toHaveProperty('sub')
    expect(claims).not.toHaveProperty('fhirUser')
    expect(claims).not.toHaveProperty('name')
  })

  test('of `/metadata`: those of the session that asks, else of the last launch', async () => {
    const { sandbox, metadata } = await withFaults('no-transaction')
    sandbox.launches.mint(PATIENT)
    expect((await metadata()).interactions).toEqual([])
    const anybody = await sandbox.fhir(new Request(`${sandbox.iss}/metadata`))
    expect(((await anybody.json()) as CapabilityStatement).rest?.[0]?.interaction).toContainEqual({
      code: 'transaction',
    })
  })
})

describe('what is seen later', () => {
  const query = `Task?identifier=${SYSTEM}|Key-1,${SYSTEM}|Key-0`

  test.each([
    ['search-late', 2],
    ['search-late:1', 1],
  ])('%s: what was stored is found by no search before the next', async (fault, late) => {
    const { server } = await withFaults(fault)
    expect((await server.find(query)).total).toBe(0)
    const task = taskIn(await entriesIn(await server.transact(referralOf(PATIENT))))
    for (let search = 0; search < late; search += 1) {
      const found = await server.find(query)
      expect([found.total, found.entry]).toEqual([0, []])
    }
    expect((await server.get(`Task/${task.id}`)).status).toBe(200)
    expect((await server.find(query)).total).toBe(1)
    // Of another type it is another search.
    expect((await server.find(`ServiceRequest?identifier=${SYSTEM}|Key-1`)).total).toBe(0)
  })

  test('search-late: also by POST, and by tag; what was seen before stays', async () => {
    const { server } = await withFaults('search-late')
    const earlier = await withoutFaults(server, 'Key-0')
    await server.transact(referralOf(PATIENT))
    expect((await server.find(query)).entry?.map(({ resource }) => resource?.id)).toEqual([earlier])
    expect((await server.find(`Provenance?_tag=${SYSTEM}|Key-1`)).total).toBe(0)
    const posted = await server.post('ServiceRequest/_search', `identifier=${SYSTEM}|Key-1`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(await posted.json()).toMatchObject({ total: 0 })
  })

  /** A task that was there, and seen, before this session wrote anything. */
  async function withoutFaults(server: ReturnType<typeof referring>, key: string) {
    const [, , task] = referralOf(PATIENT, key)
    const created = (await (await server.create(task)).json()) as Task
    for (let search = 0; search < 3; search += 1) await server.find(`Task?identifier=${SYSTEM}|${key}`)
    return created.id
  }

  test('search-late: together with a lost answer', async () => {
    const { server } = await withFaults('search-late', 'answer-dropped')
    expect((await server.transact(referralOf(PATIENT))).type).toBe('error')
    expect((await server.find(query)).total).toBe(0)
    expect((await server.find(query)).total).toBe(0)
    expect((await server.find(query)).total).toBe(1)
  })

  test('search-down: looking for a referral fails, everything else is read', async () => {
    const { server } = await withFaults('search-down')
    const task = taskIn(await entriesIn(await server.transact(referralOf(PATIENT))))
    expect((await server.get(query)).status).toBe(503)
    expect((await server.get(`Provenance?_tag=${SYSTEM}|Key-1`)).status).toBe(503)
    expect((await server.get(`Task/${task.id}`)).status).toBe(200)
    expect((await server.get('Observation?category=laboratory')).status).toBe(200)
  })

  test('search-down-after: only once something was sent', async () => {
    const { server } = await withFaults('search-down-after')
    expect((await server.get(query)).status).toBe(200)
    await server.transact(referralOf(PATIENT))
    expect((await server.get(query)).status).toBe(503)
  })

  test.each([
    ['patient-changes', { birthDate: '1961-11-12' }, { birthDate: '1950-01-01' }],
    ['patient-dies', {}, { deceasedBoolean: true }],
    ['patient-merges', { active: true }, { active: false, link: [{ type: 'replaced-by' }] }],
  ])('%s: from the second time on, or the third', async (fault, before, after) => {
    const read = async (server: ReturnType<typeof referring>) =>
      (await (await server.get(`Patient/${PATIENT}`)).json()) as Patient
    const { server } = await withFaults(fault)
    const [first, second, third] = [await read(server), await read(server), await read(server)]
    expect(first).toMatchObject(before)
    expect(first).not.toMatchObject(after)
    expect(second).toMatchObject(after)
    expect(third).toMatchObject(after)
    const later = (await withFaults(`${fault}:2`)).server
    await read(later)
    expect(await read(later)).not.toMatchObject(after)
    expect(await read(later)).toMatchObject(after)
  })

  test('record-changes: the same again, or by id, has moved on; what is seen first has not', async () => {
    const { sandbox } = await stillSandbox({ patients: ONE, faults: ['record-changes'] })
    const token = await signIn(sandbox, PATIENT)
    const server = referring(sandbox, token)
    const versions = async (path: string) =>
      (await server.find(path)).entry?.map(({ resource }) => resource?.meta?.versionId)
    expect(await versions('Condition?patient=anna-testmeijer')).toEqual(['1', '1', '1'])
    // An overlapping search of the first reading.
    expect(await versions('Condition?code=314955001')).toEqual(['1'])
    expect(await versions('Condition?patient=anna-testmeijer')).toEqual(['2', '2', '2'])
    expect(await versions(`Condition?_id=${PATIENT}-1-condition`)).toEqual(['2'])
    const byId = await server.get(`Condition/${PATIENT}-1-condition`)
    expect(byId.headers.get('etag')).toBe('W/"2"')
    expect(((await byId.json()) as Condition).meta?.versionId).toBe('2')
    expect(await versions('Procedure')).toEqual(await versions('Procedure'))
    const unseen = await server.get(`Observation/${PATIENT}-8-observation`)
    expect(unseen.headers.get('etag')).toBe('W/"1"')
  })

  test('record-changes:Observation: of that type alone', async () => {
    const { sandbox } = await stillSandbox({ patients: ONE, faults: ['record-changes:Observation'] })
    const server = referring(sandbox, await signIn(sandbox, PATIENT))
    for (const type of ['Observation', 'Condition']) await server.find(`${type}?_count=1`)
    const version = async (type: string) =>
      (await server.find(`${type}?_count=1`)).entry?.[0]?.resource?.meta?.versionId
    expect([await version('Observation'), await version('Condition')]).toEqual(['2', '1'])
  })
})
