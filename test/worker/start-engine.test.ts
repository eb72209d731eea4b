import { describe, expect, it } from 'vitest'
import type { SiteAdditions } from '../../src/engine/trials/site-additions.ts'
import type { WorkerRequest } from '../../src/worker/messages.ts'
import { type EngineUpdate, startEngine } from '../../src/worker/start-engine.ts'
import { fakeTimers, settled } from '../app/fake-ports.ts'
import { type Deed, FakeWorker } from './fake-worker.ts'

const OPENING = { patientId: 'anna', asOf: '2026-11-23', readAt: '2026-11-23T09:41', language: 'en' } as const
const ENDED = { query: 'Condition', resource: 'Condition', state: 'complete', pages: 1, entries: 1 } as const
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer

const DRAFT = {
  language: 'en',
  writtenAt: '2026-11-23T09:41:00+01:00',
  answerBy: '2026-12-07',
  key: '',
} as const

/** What a worker that is well does. */
const well = (request: WorkerRequest): Deed => {
  switch (request.kind) {
    case 'definition':
      return { answers: [] }
    case 'overrides':
      return { answers: [] }
    case 'open':
      return { answers: ['Condition'] }
    case 'take':
      return { answers: { kind: 'taken' } }
    default:
      return { answers: undefined }
  }
}

/** Does something else with a few requests. */
const but = (which: (request: WorkerRequest) => boolean, deed: Deed) => (request: WorkerRequest) =>
  which(request) ? deed : well(request)

const TWO: SiteAdditions = {
  definitions: [
    { file: 'definitions/one.yaml', bytes: bytes('one') },
    { file: 'definitions/two.yaml', bytes: bytes('two') },
  ],
  overrides: {},
}

/** An engine whose workers do as they are told, one after another. */
function engineOf(...deeds: readonly ((request: WorkerRequest) => Deed)[]) {
  const workers: FakeWorker[] = []
  const updates: EngineUpdate[] = []
  const clock = fakeTimers()
  const engine = startEngine((update) => updates.push(update), {
    newWorker: () => {
      const worker = new FakeWorker(deeds[workers.length] ?? well)
      workers.push(worker)
      return worker as unknown as Worker
    },
    after: clock.timers.after,
  })
  const reports = () => updates.flatMap((update) => (update.kind === 'additions' ? [update.report] : []))
  return { engine, workers, updates, reports, clock }
}

describe('an engine with what a site adds', () => {
  it('hands the worker each definition, then the overrides, and only then the patient', async () => {
    const { engine, workers, reports } = engineOf()
    await engine.open({ ...OPENING, additions: TWO })
    const kinds = workers[0]?.asked.map(({ kind }) => kind)
    expect(kinds).toEqual(['prepare', 'definition', 'definition', 'overrides', 'use', 'open', 'still'])
    expect(reports()).toEqual([{ refused: [] }])
  })

  it('hands the worker the same additions once, however many patients it is opened for', async () => {
    const { engine, workers, reports } = engineOf()
    await engine.open({ ...OPENING, additions: TWO })
    await engine.open({ ...OPENING, patientId: 'bert', additions: TWO })
    const kinds = workers[0]?.asked.map(({ kind }) => kind)
    expect(kinds?.filter((kind) => kind === 'definition')).toHaveLength(2)
    expect(kinds?.filter((kind) => kind === 'open')).toHaveLength(2)
    expect(workers).toHaveLength(1)
    expect(reports()).toEqual([{ refused: [] }, { refused: [] }])
  })

  it('hands it others anew', async () => {
    const { engine, workers } = engineOf()
    await engine.open({ ...OPENING, additions: TWO })
    await engine.open({ ...OPENING, additions: { ...TWO } })
    expect(workers[0]?.asked.filter(({ kind }) => kind === 'prepare')).toHaveLength(2)
  })

  it('tells the worker in its place of the patient who is open, and of nobody before', async () => {
    const hangs = but(({ kind }) => kind === 'finish', 'silent')
    const { engine, workers, clock } = engineOf(hangs)
    await engine.open({ ...OPENING, additions: TWO })
    await engine.open({ ...OPENING, patientId: 'bert', additions: TWO })
    void engine.sink.finish(ENDED)
    await settled()
    clock.pass(5_000)
    await settled()
    const opened = workers[1]?.asked.flatMap((it) => (it.kind === 'open' ? [it.opening.patientId] : []))
    expect(opened).toEqual(['bert'])
  })

  it('has a batch twice, too: the worker in its place gets the same bytes', async () => {
    const hangs = but(({ kind }) => kind === 'take-batch', 'silent')
    const { engine, workers, clock } = engineOf(hangs)
    await engine.open({ ...OPENING, additions: TWO })
    void engine.sink.takeBatch(['Patient', 'Condition'], bytes('a batch'))
    await settled()
    clock.pass(5_000)
    await settled()
    const taken = workers.map(({ asked }) =>
      asked.flatMap((it) => (it.kind === 'take-batch' ? [new TextDecoder().decode(it.body)] : [])),
    )
    expect(taken).toEqual([['a batch'], ['a batch']])
  })

  describe('for the row of a board', () => {
    const ROW = { ...OPENING, forRow: true }

    it('keeps no answer twice: where the worker is given up, all fails, and nobody is answered from half a record', async () => {
      const hangs = but(({ kind }) => kind === 'row', 'silent')
      const { engine, workers, reports, clock } = engineOf(hangs)
      await engine.open({ ...ROW, additions: TWO })
      await engine.sink.takeBatch(['Patient'], bytes('a batch'))
      const row = engine.row().then(
        () => 'a row',
        () => 'nothing',
      )
      await settled()
      clock.pass(5_000)
      expect(await row).toBe('nothing')
      expect(reports().at(-1)?.notRead?.why).toBe('too-slow')
      expect(workers[1]?.asked).toEqual([])
    })

    it('is brought to the same point as long as no answer was handed over', async () => {
      const hangs = but(({ kind }) => kind === 'open', 'silent')
      const { engine, workers, clock } = engineOf(hangs)
      const opened = engine.open({ ...ROW, additions: TWO })
      await settled()
      clock.pass(5_000)
      await opened
      expect(workers[1]?.asked.map(({ kind }) => kind)).toEqual(['open'])
    })
  })

  it('asks for nothing more where the site adds nothing', async () => {
    const { engine, workers, updates } = engineOf()
    await engine.open(OPENING)
    expect(workers[0]?.asked.map(({ kind }) => kind)).toEqual(['open'])
    expect(updates).toEqual([])
  })

  it('names what is refused with every problem, and goes on with the rest', async () => {
    const problem = { where: 'definitions/one.yaml:1:1', code: 'L-09', message: 'There is no id.' }
    const { engine, workers, reports } = engineOf(
      but((it) => it.kind === 'definition' && it.file === 'definitions/one.yaml', { answers: [problem] }),
    )
    expect(await engine.open({ ...OPENING, additions: TWO })).toEqual(['Condition'])
    expect(reports()).toEqual([{ refused: [{ what: 'definitions/one.yaml', problems: [problem] }] }])
    expect(workers).toHaveLength(1)
  })

  it.each([
    ['not-there', /no such file/],
    ['redirected', /not followed/],
    ['web-page', /web page instead of the file/],
    ['too-large', /larger than 512 kB/],
    ['no-path', /never from elsewhere/],
    ['no-sha256', /SHA-256/],
    ['listed-twice', /listed twice/],
    ['too-many', /20 definitions/],
    ['server-error', /error/],
    ['no-answer', /did not come/],
    ['not-a-list', /not a list/],
  ] as const)('says of a definition that did not come why: %s', async (unserved, message) => {
    const { engine, workers, reports } = engineOf()
    const definitions = [{ file: 'definitions/one.yaml', unserved }]
    await engine.open({ ...OPENING, additions: { definitions, overrides: {} } })
    const [refused] = reports()[0]?.refused ?? []
    expect(refused?.what).toBe('definitions/one.yaml')
    expect(refused?.problems[0]?.code).toBe('S-NOT-SERVED')
    expect(refused?.problems[0]?.message).toMatch(message)
    expect(workers[0]?.asked.some(({ kind }) => kind === 'definition')).toBe(false)
  })

  it('goes on without them where reading them fails, and says that the fault is ours', async () => {
    const { engine, reports } = engineOf(but(({ kind }) => kind === 'prepare', { fails: true }))
    expect(await engine.open({ ...OPENING, additions: TWO })).toEqual(['Condition'])
    expect(reports()[0]?.notRead).toEqual({
      why: 'failed',
      files: ['definitions/one.yaml', 'definitions/two.yaml'],
    })
  })
})

describe('a definition that never ends (T-18)', () => {
  it('is ended with its worker after two seconds of reading, named, and another worker goes on without any', async () => {
    const { engine, workers, reports, clock } = engineOf(
      but((it) => it.kind === 'definition' && it.file === 'definitions/two.yaml', 'silent'),
    )
    const opened = engine.open({ ...OPENING, additions: TWO })
    await settled()
    expect(workers).toHaveLength(1)
    clock.pass(1_999)
    await settled()
    expect(workers[0]?.isEnded).toBe(false)
    clock.pass(1)
    expect(await opened).toEqual(['Condition'])
    expect(workers[0]?.isEnded).toBe(true)
    expect(workers[1]?.asked.map(({ kind }) => kind)).toEqual(['open'])
    expect(reports()).toEqual([
      { refused: [], notRead: { why: 'too-slow', files: ['definitions/two.yaml'] } },
    ])
  })

  it('leaves what was refused before it named', async () => {
    const problem = { where: 'definitions/one.yaml:1:1', code: 'L-09', message: 'There is no id.' }
    const { engine, reports, clock } = engineOf((request) => {
      if (request.kind !== 'definition') return well(request)
      return request.file === 'definitions/one.yaml' ? { answers: [problem] } : 'silent'
    })
    const opened = engine.open({ ...OPENING, additions: TWO })
    await settled()
    clock.pass(2_000)
    await opened
    expect(reports()[0]?.refused).toEqual([{ what: 'definitions/one.yaml', problems: [problem] }])
  })

  it('is ended when it keeps the matching busy; another worker is brought to the same point', async () => {
    const { engine, workers, reports, clock } = engineOf(
      but((it) => it.kind === 'take' && new TextDecoder().decode(it.body) === 'second', 'silent'),
    )
    await engine.open({ ...OPENING, additions: TWO })
    await settled()
    await engine.sink.take('Condition', bytes('first'))
    await settled()
    const second = engine.sink.take('Condition', bytes('second'))
    engine.setLanguage('nl')
    engine.setClinician([{ question: 'Q11', answer: 'yes' }], [])
    await settled()
    clock.pass(5_000)
    expect(await second).toEqual({ kind: 'taken' })
    await engine.sink.finish(ENDED)
    expect(workers[0]?.isEnded).toBe(true)
    expect(workers[1]?.hostRequests).toEqual([
      'open',
      'take first',
      'take second',
      'language nl',
      'clinician Q11 yes',
      'finish',
    ])
    expect(reports().at(-1)).toEqual({
      refused: [],
      notRead: { why: 'too-slow', files: ['definitions/one.yaml', 'definitions/two.yaml'] },
    })
  })

  it('is found out by a missing sign of life, though every request was answered', async () => {
    let signs = 0
    const { engine, workers, clock } = engineOf((request) => {
      if (request.kind === 'still') signs += 1
      return signs === 2 ? 'silent' : well(request)
    })
    await engine.open({ ...OPENING, additions: TWO })
    await settled()
    await engine.sink.finish(ENDED)
    await settled()
    clock.pass(5_000)
    await settled()
    expect(workers[1]?.hostRequests).toEqual(['open', 'finish'])
  })

  it('that breaks the worker is replaced in the same way, and no card stops', async () => {
    const { engine, workers, updates, reports } = engineOf(
      but(({ kind }) => kind === 'finish', { faults: true }),
    )
    await engine.open({ ...OPENING, additions: TWO })
    await engine.sink.finish(ENDED)
    expect(workers).toHaveLength(2)
    expect(reports().at(-1)?.notRead?.why).toBe('failed')
    expect(updates.some(({ kind }) => kind === 'stopped')).toBe(false)
  })

  it('shows no card of a worker that was ended', async () => {
    const { engine, workers, updates, clock } = engineOf(but(({ kind }) => kind === 'open', 'silent'))
    const opened = engine.open({ ...OPENING, additions: TWO })
    await settled()
    clock.pass(5_000)
    await opened
    workers[0]?.tells({ kind: 'cards', cards: [] })
    await settled()
    expect(updates.some(({ kind }) => kind === 'cards')).toBe(false)
  })

  it('is not waited for by a page that is closed', async () => {
    const { engine, workers, clock } = engineOf(but(({ kind }) => kind === 'open', 'silent'))
    void engine.open({ ...OPENING, additions: TWO })
    await settled()
    engine.close()
    clock.pass(60_000)
    await settled()
    expect(workers).toHaveLength(1)
    expect(workers[0]?.isEnded).toBe(true)
  })
})

describe('an engine without additions', () => {
  it('tells the worker all of the clinician’s part each time', async () => {
    const { engine, workers } = engineOf()
    await engine.open(OPENING)
    engine.setClinician([{ question: 'Q1', answer: 'yes' }], [])
    engine.setClinician([], [])
    await settled()
    expect(workers[0]?.hostRequests).toEqual(['open', 'clinician Q1 yes', 'clinician '])
  })

  it('gives what goes out with a referral, and rejects where there is no card of the trial', async () => {
    const draft = { trial: 'NCT1' }
    const { engine } = engineOf((request) =>
      request.kind === 'draft'
        ? { answers: request.request.trial === 'NCT1' ? draft : undefined }
        : well(request),
    )
    await engine.open(OPENING)
    expect(await engine.draft({ ...DRAFT, trial: 'NCT1' })).toEqual(draft)
    await expect(engine.draft({ ...DRAFT, trial: 'NCT2' })).rejects.toThrow('NCT2')
  })

  it('stops the card at a fault', async () => {
    const { engine, updates } = engineOf(but(({ kind }) => kind === 'finish', { faults: true }))
    await engine.open(OPENING)
    void engine.sink.finish(ENDED)
    await settled()
    expect(updates).toEqual([{ kind: 'stopped', problem: { kind: 'engine-failed' } }])
  })
})
