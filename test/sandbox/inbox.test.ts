import type { FhirResource, ResearchSubject, Task } from 'fhir/r4'
import { beforeEach, describe, expect, test } from 'vitest'
import { INVENTED_PATIENTS } from '../../src/sandbox/patients/invented-patients.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { entriesIn, letterOf, referralOf, referring, SYSTEM, TO_REFER, taskIn } from './referral.ts'
import { signIn, stillSandbox } from './signed-in.ts'

const ANNA = 'anna-testmeijer'
const ROSA = 'rosa-voorbeeldtest'
const TWO = INVENTED_PATIENTS.filter(({ id }) => id === ANNA || id === ROSA)
let sandbox: Sandbox
let move: (seconds: number) => void

beforeEach(async () => {
  const still = await stillSandbox({ patients: TWO })
  sandbox = still.sandbox
  move = still.move
})

const DAY = 24 * 3600
const open = async (path: string) => (await chart(path)).text()
const chart = (path: string, init: RequestInit = {}) =>
  sandbox.chart(new Request(`${sandbox.origins.chart}${path}`, init))

/** Refers a patient, and gives what one may do with the EHR and the task. */
async function refer(patient: string, key = 'Key-1') {
  const server = referring(sandbox, await signIn(sandbox, patient, { scope: TO_REFER }))
  const task = taskIn(await entriesIn(await server.transact(referralOf(patient, key))))
  const path = `/inbox/${patient}/${task.id}`
  const now = async () => (await (await server.get(`Task/${task.id}`)).json()) as Task
  return { server, task, path, now }
}

const hiddenIn = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? ''

/** Presses a button on the page of a referral, as it was opened. */
async function press(path: string, page: string, fields: Record<string, string>) {
  const form = {
    token: hiddenIn(page, 'token'),
    version: hiddenIn(page, 'version'),
    lang: hiddenIn(page, 'lang'),
    ...fields,
  }
  return chart(path, { method: 'POST', body: new URLSearchParams(form) })
}

const buttonsOn = (page: string) =>
  [...page.matchAll(/<button name="decision" value="([^"]+)"/g)].map(([, it]) => it)

describe('the list', () => {
  test('is found from the home page and the chart, says what it is, and is empty at first', async () => {
    expect(await open('/')).toContain('href="/inbox?lang=en"')
    expect(await open(`/patients/${ANNA}?lang=nl`)).toContain('href="/inbox?lang=nl"')
    const [english, dutch] = [await open('/inbox'), await open('/inbox?lang=nl')]
    expect(english).toContain('Coordinator’s inbox')
    expect(english).toContain('every patient here is invented')
    expect(english).toContain('Nothing has been referred yet.')
    expect(dutch).toContain('Postvak van de coördinator')
    expect(dutch).toContain('Er is nog niemand verwezen.')
  })

  test('names patient, trial, who referred and when, state and when an answer is due', async () => {
    const { path } = await refer(ANNA)
    const page = await open('/inbox')
    for (const words of [path, 'Anna Testmeijer', '1961-11-12', 'NCT06452485', 'Dr. Test Oncologist'])
      expect(page).toContain(words)
    for (const words of ['2026-11-23 09:41', 'new', '2026-12-07']) expect(page).toContain(words)
    expect(await open('/inbox?lang=nl')).toContain('nieuw')
  })

  test('has the newest first, of all patients', async () => {
    await refer(ANNA)
    const server = referring(sandbox, await signIn(sandbox, ROSA, { scope: TO_REFER }))
    // Later than Anna's, though it is written in another zone: 09:30 in London is 10:30 in Amsterdam.
    const later = '2026-11-23T09:30:00Z'
    const task = referralOf(ROSA, 'Key-2')[2]!.resource as Task
    await server.post('Task', { ...task, authoredOn: later, lastModified: later })
    const page = await open('/inbox')
    expect(page.indexOf('Rosa Voorbeeldtest')).toBeLessThan(page.indexOf('Anna Testmeijer'))
    expect(page.indexOf('Rosa Voorbeeldtest')).toBeGreaterThan(0)
  })

  test('marks what nobody answered in time, from the day after, by the hospital’s own clock', async () => {
    const { path } = await refer(ANNA)
    expect(await open('/inbox')).not.toContain('overdue')
    move(14 * DAY)
    expect(await open('/inbox')).not.toContain('overdue')
    // 23:30 in London is the next day in Amsterdam.
    move(14.5 * 3600)
    expect(await open('/inbox')).toContain('overdue')
    const page = await open(path)
    expect(page).toContain('overdue')
    await press(path, page, { decision: 'accept' })
    expect(await open('/inbox')).not.toContain('overdue')
  })

  test('marks two tasks with one identifier, on both', async () => {
    const { server } = await refer(ANNA)
    expect(await open('/inbox')).not.toContain('sent twice')
    await server.post('Task', referralOf(ANNA)[2]?.resource)
    const page = await open('/inbox')
    expect(page.match(/sent twice/g)).toHaveLength(2)
    const first = /href="(\/inbox\/[^"?]+)/.exec(page)?.[1] ?? ''
    expect(await open(first)).toContain('sent twice')
  })

  test('no longer marks a copy that was entered in error', async () => {
    const { server, task } = await refer(ANNA)
    await server.post('Task', referralOf(ANNA)[2]?.resource)
    await server.put({ ...task, status: 'entered-in-error' })
    expect(await open('/inbox')).not.toContain('sent twice')
  })

  test('holds a task of the office that lost its identifier, and no other task of the chart', async () => {
    const { server } = await refer(ANNA)
    const resource = referralOf(ANNA)[2]?.resource as Task
    const { identifier: _identifier, ...without } = resource
    await server.post('Task', { ...without, description: 'Lost its identifier' })
    await server.post('Task', { ...without, owner: { display: 'The ward' }, description: 'Blood pressure' })
    const page = await open('/inbox')
    expect(page).toContain('Lost its identifier')
    expect(page).not.toContain('Blood pressure')
  })

  test('shows a letter that no task follows, and not one that a task does', async () => {
    const { server } = await refer(ANNA)
    await server.post('DocumentReference', letterOf(ANNA))
    expect(await open('/inbox')).not.toContain('Letters that no task follows')
    await server.post('DocumentReference', letterOf(ANNA, 'Key-9'))
    const page = await open('/inbox')
    expect(page).toContain('Letters that no task follows')
    expect(page).toContain('The letter as text')
  })
})

describe('a referral', () => {
  test('is shown as it arrived: order, findings, answers, evidence, letter', async () => {
    const { server, path } = await refer(ANNA)
    await server.post('DocumentReference', letterOf(ANNA))
    const page = await open(path)
    for (const words of [
      'Referral for pre-screening: NCT06452485',
      'WHO performance status 2 or better',
      'met: WHO 1 on 2026-11-10',
      'High-risk features?',
      'Yes',
      'The letter as text',
      'Dr. Test Oncologist',
    ])
      expect(page).toContain(words)
    expect(page).not.toContain('It came without')
  })

  test('says who gave an answer and when, and a result once', async () => {
    const server = referring(sandbox, await signIn(sandbox, ANNA, { scope: TO_REFER }))
    const extension = [
      {
        url: 'https://trials.example.org/fhir/StructureDefinition/answered',
        extension: [
          { url: 'by', valueString: 'Dr. Test Oncologist' },
          { url: 'at', valueDateTime: '2026-11-23T09:40:00+01:00' },
        ],
      },
    ]
    const item = [
      { linkId: 'Q8', text: 'How many?', answer: [{ extension, valueInteger: 3 }] },
      { linkId: 'adult', text: 'Adult', answer: [{ valueString: 'Met' }, { valueString: 'Met: 65 years' }] },
      { linkId: 'group', text: 'Within', item: [{ linkId: 'Q9', answer: [{ valueBoolean: false }] }] },
    ]
    const entries = referralOf(ANNA).map((entry) =>
      entry.request?.url === 'QuestionnaireResponse'
        ? { ...entry, resource: { ...entry.resource, item } as FhirResource }
        : entry,
    )
    const task = taskIn(await entriesIn(await server.transact(entries)))
    const page = await open(`/inbox/${ANNA}/${task.id}`)
    expect(page).toContain('<dt>How many?</dt><dd>3 (Dr. Test Oncologist, 2026-11-23 09:40)</dd>')
    expect(page).toContain('<dt>Adult</dt><dd>Met: 65 years</dd>')
    expect(page).toContain('<dt>Q9</dt><dd>false</dd>')
  })

  test('leads from its evidence to the entries of the chart, each in the version that was read', async () => {
    const { server, path, task } = await refer(ANNA)
    await server.post('Provenance', {
      resourceType: 'Provenance',
      meta: { tag: [{ system: SYSTEM, code: 'Key-2' }] },
      target: [{ reference: `Task/${task.id}` }],
      recorded: '2026-11-23T09:41:00+01:00',
      agent: [{ who: { display: 'somebody' } }],
    })
    const [first] = (await server.find(`Provenance?_tag=${SYSTEM}|Key-1`)).entry ?? []
    const what = { reference: `Observation/${ANNA}-8-observation/_history/1` }
    await referring(sandbox, await signIn(sandbox, ANNA, { scope: 'launch patient/*.cruds' })).put({
      ...first?.resource,
      entity: [{ role: 'source', what }],
    } as never)
    const page = await open(path)
    expect(page).toContain(`href="/patients/${ANNA}?lang=en#Observation-${ANNA}-8-observation"`)
    expect(page).toContain('v1')
  })

  test('says what did not come along', async () => {
    const server = referring(sandbox, await signIn(sandbox, ANNA, { scope: TO_REFER }))
    const { focus: _focus, input: _input, ...alone } = referralOf(ANNA)[2]!.resource as Task
    const task = (await (await server.post('Task', alone)).json()) as Task
    const page = await open(`/inbox/${ANNA}/${task.id}`)
    expect(page).toContain('It came without: ServiceRequest, QuestionnaireResponse, ResearchSubject')
  })

  test('is marked as read by opening it, once, and not by looking at the list', async () => {
    const { path, now } = await refer(ANNA)
    await open('/inbox')
    expect((await now()).status).toBe('requested')
    expect(await open(path)).toContain('read')
    const read = await now()
    expect([read.status, read.meta?.versionId]).toEqual(['received', '2'])
    await open(path)
    expect((await now()).meta?.versionId).toBe('2')
  })

  test.each([['/inbox/nobody/x'], [`/inbox/${ANNA}/x`], [`/inbox/${ANNA}`]])(
    '%s is not there',
    async (path) => {
      expect((await chart(path)).status).toBe(404)
    },
  )

  test('is not found in another patient’s', async () => {
    const { task } = await refer(ANNA)
    expect((await chart(`/inbox/${ROSA}/${task.id}`)).status).toBe(404)
  })

  test('writes what it holds as text, whatever it looks like', async () => {
    const server = referring(sandbox, await signIn(sandbox, ANNA, { scope: TO_REFER }))
    const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    const entries = referralOf(ANNA).map((entry) => ({
      ...entry,
      resource: JSON.parse(
        JSON.stringify(entry.resource).replace(/NCT06452485|High-risk features\?|Dr\. Test/g, hostile),
      ),
    }))
    const task = taskIn(await entriesIn(await server.transact(entries)))
    await server.post('DocumentReference', {
      ...letterOf(ANNA),
      content: [{ attachment: { contentType: 'text/plain', data: btoa(hostile) } }],
    })
    for (const path of ['/inbox', `/inbox/${ANNA}/${task.id}`, `/patients/${ANNA}`]) {
      const page = await open(path)
      expect(page).toContain('&lt;img')
      expect(page).not.toMatch(/<script|<img/)
    }
  })

  test('may run no script and stand in nobody’s frame', async () => {
    const { path } = await refer(ANNA)
    for (const address of ['/inbox', path]) {
      const policy = (await chart(address)).headers.get('content-security-policy') ?? ''
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('script-src')
    }
  })
})

describe('the answer of the study team', () => {
  test('accepts, then takes the patient on study: task and subject say so together', async () => {
    const { server, path, now } = await refer(ANNA)
    const page = await open(path)
    expect(buttonsOn(page)).toEqual(['accept', 'decline'])
    const accepted = await press(path, page, { decision: 'accept' })
    expect([accepted.status, accepted.headers.get('location')]).toEqual([303, `${path}?lang=en`])
    expect((await now()).status).toBe('accepted')
    const next = await open(path)
    expect(next).toContain('accepted')
    expect(buttonsOn(next)).toEqual(['on-study', 'decline'])
    await press(path, next, { decision: 'on-study' })
    expect((await now()).status).toBe('completed')
    const [subject] = (await server.find(`ResearchSubject?identifier=${SYSTEM}|Key-1`)).entry ?? []
    expect(subject?.resource).toMatchObject({ status: 'on-study' } satisfies Partial<ResearchSubject>)
    const last = await open(path)
    expect(last).toContain('on study')
    expect(buttonsOn(last)).toEqual([])
    expect(await open('/inbox')).toContain('on study')
  })

  test('declines with a reason in a code and in words', async () => {
    const { path, now } = await refer(ANNA)
    const page = await open(`${path}?lang=nl`)
    await press(path, page, { decision: 'decline', reason: 'criteria', note: '  Te veel laesies ' })
    expect(await now()).toMatchObject({
      status: 'rejected',
      statusReason: {
        coding: [{ code: 'criteria', display: 'Voldoet niet aan de criteria' }],
        text: 'Voldoet niet aan de criteria: Te veel laesies',
      },
    })
    const after = await open(`${path}?lang=nl`)
    expect(after).toContain('afgewezen')
    expect(after).toContain('Te veel laesies')
    expect(buttonsOn(after)).toEqual([])
    expect(await open('/inbox')).toContain('Te veel laesies')
  })

  test.each([[''], ['made-up'], ['constructor']])('does not decline for the reason “%s”', async (reason) => {
    const { path, now } = await refer(ANNA)
    const answer = await press(path, await open(path), { decision: 'decline', reason, note: 'words alone' })
    expect(answer.headers.get('location')).toContain('told=no-reason')
    expect(await open(answer.headers.get('location') ?? '')).toContain('Choose a reason to decline.')
    expect((await now()).status).toBe('received')
  })

  test('is not taken for a task that somebody changed since it was shown', async () => {
    const { server, path, now } = await refer(ANNA)
    const page = await open(path)
    await server.put({ ...(await now()), status: 'cancelled' })
    const answer = await press(path, page, { decision: 'accept' })
    expect(answer.headers.get('location')).toContain('told=changed')
    expect(await open(answer.headers.get('location') ?? '')).toContain('Somebody else changed this meanwhile')
    expect((await now()).status).toBe('cancelled')
  })

  test('of two at the same moment one is taken', async () => {
    const { path, now } = await refer(ANNA)
    const page = await open(path)
    const answers = await Promise.all([
      press(path, page, { decision: 'accept' }),
      press(path, page, { decision: 'decline', reason: 'other' }),
    ])
    const told = answers.map((it) => it.headers.get('location')?.includes('told=changed'))
    expect(told.sort()).toEqual([false, true])
    expect((await now()).meta?.versionId).toBe('3')
  })

  test.each([
    ['on-study', 'a referral that was not accepted', []],
    ['accept', 'one that was declined', ['decline']],
    ['decline', 'one that is on study', ['accept', 'on-study']],
  ])('%s is not possible for %s', async (decision, _what, before) => {
    const { path, now } = await refer(ANNA)
    for (const earlier of before) await press(path, await open(path), { decision: earlier, reason: 'other' })
    await open(path)
    const { status, meta } = await now()
    const page = await open(path)
    const token = hiddenIn(page, 'token') || hiddenIn(await open((await refer(ROSA)).path), 'token')
    const answer = await press(path, page, {
      decision,
      token,
      version: meta?.versionId ?? '',
      reason: 'other',
    })
    expect(answer.headers.get('location')).toContain('told=impossible')
    expect((await now()).status).toBe(status)
  })

  test.each([
    ['no token', { token: '' }],
    ['a made-up token', { token: '00000000-0000-4000-8000-000000000000' }],
    ['no decision', { decision: '' }],
    ['a decision that nobody offers', { decision: 'receive' }],
  ])('is refused with %s', async (_what, spoilt) => {
    const { path, now } = await refer(ANNA)
    const answer = await press(path, await open(path), { decision: 'accept', ...spoilt })
    expect(answer.status).toBe(403)
    expect((await now()).status).toBe('received')
  })

  test('has a token that another sandbox does not take', async () => {
    const { path, now } = await refer(ANNA)
    const other = (await stillSandbox({ patients: TWO })).sandbox
    const page = await open(path)
    const elsewhere = sandbox
    sandbox = other
    const foreign = await refer(ANNA)
    const token = hiddenIn(await open(foreign.path), 'token')
    sandbox = elsewhere
    expect((await press(path, page, { decision: 'accept', token })).status).toBe(403)
    expect((await now()).status).toBe('received')
  })

  test('takes a patient on study without a subject, and says so', async () => {
    const server = referring(sandbox, await signIn(sandbox, ANNA, { scope: TO_REFER }))
    const task = (await (await server.create(referralOf(ANNA)[2])).json()) as Task
    const path = `/inbox/${ANNA}/${task.id}`
    await press(path, await open(path), { decision: 'accept' })
    const page = await open(path)
    expect(page).toContain('only the task says that it is completed')
    await press(path, page, { decision: 'on-study' })
    expect(await (await server.get(`Task/${task.id}`)).json()).toMatchObject({ status: 'completed' })
  })
})

test('the chart lists what a referral wrote, with what it says and when', async () => {
  const { server } = await refer(ANNA)
  await server.post('DocumentReference', letterOf(ANNA))
  const page = await open(`/patients/${ANNA}`)
  for (const type of ['Task', 'ServiceRequest', 'QuestionnaireResponse', 'ResearchSubject', 'Provenance'])
    expect(page).toContain(`id="${type}-`)
  expect(page).toContain('Pre-screening for NCT06452485')
  expect(page).toContain('Organization/sandbox-trial-office')
  const subject = /<li id="ResearchSubject-[^>]*>.*?<\/li>/s.exec(page)?.[0]
  expect(subject).toContain('candidate')
  expect(subject).toContain('2026-11-23')
})

test('the chart lists an objection to research', async () => {
  const olga = INVENTED_PATIENTS.filter(({ id }) => id === 'olga-objectietest')
  sandbox = (await stillSandbox({ patients: olga })).sandbox
  const line = /<li id="Consent-[^>]*>.*?<\/li>/s.exec(await open('/patients/olga-objectietest'))?.[0]
  for (const words of ['Research', 'deny', '2025-01-14']) expect(line).toContain(words)
})
