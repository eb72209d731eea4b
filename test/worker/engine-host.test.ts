import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadCatalog } from '../../src/authoring/load.ts'
import { rowOf } from '../../src/engine/board/row.ts'
import type { Card } from '../../src/engine/card/card.ts'
import { dayOfIso, Matcher } from '../../src/engine/index.ts'
import { recordFromBundle } from '../../src/engine/record/from-file.ts'
import type { Query } from '../../src/engine/record/query.ts'
import { EngineHost } from '../../src/worker/engine-host.ts'

interface Entry {
  readonly resource: { readonly resourceType: string; readonly id: string }
}

const AS_OF = '2026-11-23'
const catalog = loadCatalog('src/catalog')
const matcher = new Matcher(catalog)
const bytes = (value: unknown): ArrayBuffer =>
  new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer
const page = (entry: readonly Entry[]) => bytes({ resourceType: 'Bundle', type: 'searchset', entry })

/** A host that keeps what it tells by itself, and matches when it is told to. */
function hostFor(patientId: string, trial = catalog.trials[0]!.id, forRow = false) {
  const shown: Card[] = []
  const named: string[] = []
  const later: (() => void)[] = []
  const host = new EngineHost(
    catalog,
    '0.0.0',
    'worker',
    {
      cards: (cards) => void shown.push(...cards.filter((card) => card.trial.id === trial)),
      patient: ({ name }) => void named.push(name),
    },
    (run) => later.push(run),
  )
  const queries = host.open({ patientId, asOf: AS_OF, readAt: `${AS_OF}T09:41`, language: 'en', forRow })
  return {
    host,
    shown,
    named,
    queries,
    get card() {
      for (const run of later.splice(0)) run()
      const card = shown.at(-1)
      if (!card) throw new Error('no card')
      return card
    },
  }
}

const finish = (host: EngineHost, { id, resource }: Query) =>
  host.finish({ query: id, resource, state: 'complete', pages: 1, entries: 1 })

const said = (card: Card) => card.lines.map(({ id, status, reason }) => ({ id, status, reason }))

const cases = readdirSync('test/cases/cases').map((file) => file.replace('.json', ''))

describe('the worker’s host', () => {
  it.each(cases)('finds in %s what the engine finds, page by page and in any order', (id) => {
    const bundle = JSON.parse(readFileSync(`test/cases/cases/${id}.json`, 'utf8')) as { entry: Entry[] }
    const record = recordFromBundle(bundle)
    if (!record.ok) throw new Error(record.problem.kind)
    const direct = matcher.match(record.value, catalog.trials, dayOfIso(AS_OF)!)
    const making = { software: '0.0.0', asOf: AS_OF, readAt: `${AS_OF}T09:41`, place: 'worker' } as const
    const [expected] = matcher.cards(direct, 'en', making)

    const running = hostFor(record.value.patientId)
    for (const query of [...running.queries].reverse()) {
      const own = bundle.entry.filter(({ resource }) => resource.resourceType === query.resource).reverse()
      for (const entry of own) running.host.take(query.id, page([entry]))
      if (own.length === 0) running.host.take(query.id, page([]))
      finish(running.host, query)
    }
    expect(said(running.card)).toEqual(said(expected!))
    expect(running.card.verdict).toEqual(expected!.verdict)
    expect(running.card.checking).toBe(false)
  })

  it('says of each line that it is checked until all that it needs has ended', () => {
    const running = hostFor('p')
    running.host.take('Patient', bytes({ resourceType: 'Patient', id: 'p', birthDate: '1961-04-02' }))
    finish(running.host, running.queries.find(({ id }) => id === 'Patient')!)
    const checking = (card: Card) => card.lines.filter((line) => line.checking).map(({ id }) => id)
    expect(checking(running.card)).not.toContain('adult')
    expect(checking(running.card)).toContain('performance-status')
    for (const query of running.queries) finish(running.host, query)
    expect(checking(running.card)).toEqual([])
  })

  describe('asked for the row of a board', () => {
    const { entry } = JSON.parse(readFileSync('test/cases/cases/d01.json', 'utf8')) as { entry: Entry[] }
    /** Reads the whole record of a labelled case. */
    const readBy = ({ host, queries }: Pick<ReturnType<typeof hostFor>, 'host' | 'queries'>) => {
      for (const query of queries) {
        host.take(query.id, page(entry.filter(({ resource }) => resource.resourceType === query.resource)))
        finish(host, query)
      }
    }
    const yes = { question: 'Q11', answer: 'yes', by: 'Dr. Test', at: `${AS_OF}T09:50` } as const

    it('says who it is once, shows no card, and gives in each language what the cards come to', () => {
      const shows: Card[][] = []
      const showing = new EngineHost(
        catalog,
        '0.0.0',
        'worker',
        { cards: (cards) => void shows.push([...cards]), patient: () => {} },
        (run) => run(),
      )
      const open = { patientId: 'p-d01', asOf: AS_OF, readAt: `${AS_OF}T09:41`, language: 'en' } as const
      readBy({ host: showing, queries: showing.open(open) })
      const english = shows.at(-1) ?? []
      showing.setLanguage('nl')
      const dutch = shows.at(-1) ?? []

      const running = hostFor('p-d01', undefined, true)
      readBy(running)
      const row = running.host.row()
      expect(running.shown).toEqual([])
      expect(running.named).toEqual([english[0]?.patient?.name])
      expect(row?.rows).toEqual({ en: rowOf(english), nl: rowOf(dutch) })
      expect(row?.rows.en.trials.length).toBe(catalog.trials.length)
      expect(row?.rows.nl.trials[0]?.statements).not.toEqual(row?.rows.en.trials[0]?.statements)
    })

    it('counts what the clinician answered, and forgets it for the next patient (HZ-20)', () => {
      const running = hostFor('p-d01', undefined, true)
      readBy(running)
      const points = () =>
        running.host.row()?.rows.en.trials.find(({ id }) => id === 'NCT06452485')?.verdict.points
      const before = points()
      running.host.setClinician([yes], [])
      expect(points()).toBe(Number(before) - 1)
      const opening = { asOf: AS_OF, readAt: `${AS_OF}T10:00`, language: 'en', forRow: true } as const
      running.host.open({ patientId: 'q', ...opening })
      expect(running.host.row()).toBeUndefined()
      readBy({ host: running.host, queries: running.host.open({ patientId: 'p-d01', ...opening }) })
      expect(points()).toBe(before)
    })

    it('gives none where the patient could not be read, and carries the mark of test data', () => {
      const running = hostFor('p', undefined, true)
      expect(running.host.row()).toBeUndefined()
      const patient = { resourceType: 'Patient', id: 'p', meta: { security: [{ code: 'HTEST' }] } }
      running.host.take('Patient', bytes(patient))
      expect(running.host.row()?.isTestData).toBe(true)
    })
  })

  it('says the same in Dutch when asked', () => {
    const running = hostFor('p')
    for (const query of running.queries) finish(running.host, query)
    const before = said(running.card)
    running.host.setLanguage('nl')
    expect(running.card.language).toBe('nl')
    expect(said(running.card)).toEqual(before)
  })

  const cancer = {
    resourceType: 'Condition',
    id: 'c',
    subject: { reference: 'Patient/p' },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '254837009' }] },
  }

  describe('told what the clinician said', () => {
    const line = ({ lines }: Card, id: string) => lines.find((one) => one.id === id)!
    /** A host that has read a patient to the end. */
    const readHost = () => {
      const running = hostFor('p', 'NCT06452485')
      running.host.take('Patient', bytes({ resourceType: 'Patient', id: 'p', birthDate: '1961-04-02' }))
      running.host.take('Condition', page([{ resource: cancer }]))
      for (const query of running.queries) finish(running.host, query)
      return running
    }
    const yes = { question: 'Q11', answer: 'yes', by: 'Dr. Test', at: `${AS_OF}T09:50` } as const

    it('matches anew with the answers, and again without them once they are withdrawn', () => {
      const running = readHost()
      const before = running.card
      running.host.setClinician([yes], [])
      expect(line(running.card, 'dutch-language')).toMatchObject({
        status: 'met',
        answered: [{ given: 'yes' }],
      })
      running.host.setClinician([], [])
      expect(running.card).toEqual(before)
    })

    it('keeps the answers while more of the record comes in, and in another language', () => {
      const running = hostFor('p', 'NCT06452485')
      running.host.setClinician([yes], [])
      for (const query of running.queries) finish(running.host, query)
      running.host.setLanguage('nl')
      expect(line(running.card, 'dutch-language').answered[0]?.answer).toBe('ja')
    })

    it('shows what was overridden, and finds the same', () => {
      const running = readHost()
      const before = said(running.card)
      const override = { trial: running.card.trial.id, criterion: 'dutch-language', reason: 'other' } as const
      running.host.setClinician([], [override])
      expect(line(running.card, 'dutch-language').override?.reason).toBe('other')
      expect(said(running.card)).toEqual(before)
    })

    it('knows nothing of it for the next patient (HZ-20)', () => {
      const running = readHost()
      running.host.setClinician([yes], [])
      running.host.open({ patientId: 'q', asOf: AS_OF, readAt: `${AS_OF}T10:00`, language: 'en' })
      expect(line(running.card, 'dutch-language').answered).toEqual([])
    })
  })

  describe('keeping answers in the chart', () => {
    const writing = { key: 'key', language: 'en', writtenAt: `${AS_OF}T10:00:00+01:00` } as const
    const yes = { question: 'Q11', answer: 'yes', by: 'Dr. Test', at: `${AS_OF}T09:50` } as const
    const patient = { resourceType: 'Patient', id: 'p', meta: { security: [{ code: 'HTEST' }] } }

    it('writes those that it was told, and reads them again', () => {
      const running = hostFor('p')
      running.host.take('Patient', bytes(patient))
      running.host.setClinician([yes], [])
      const written = running.host.writeAnswers(writing)
      expect(written).toMatchObject({ subject: { reference: 'Patient/p' }, meta: { security: [{}] } })
      const kept = { ...written, resourceType: 'QuestionnaireResponse', id: 'a1' }
      expect(running.host.readAnswers(kept)).toEqual({
        ok: true,
        value: { answers: [yes], notUnderstood: [] },
      })
    })

    it('writes none before the patient was read, and reads none of another patient (HZ-20)', () => {
      const running = hostFor('p')
      running.host.setClinician([yes], [])
      expect(running.host.writeAnswers(writing)).toBeUndefined()
      const kept = { resourceType: 'QuestionnaireResponse', id: 'a1', subject: { reference: 'Patient/q' } }
      expect(running.host.readAnswers(kept)).toEqual({ ok: false, problem: 'another-patient' })
    })
  })

  describe('asked for a referral', () => {
    const request = {
      trial: 'NCT06452485',
      language: 'nl',
      recipient: { id: 'office', name: 'Test office' },
      requester: { reference: 'Practitioner/7', name: 'Dr Test Peeters' },
      writtenAt: `${AS_OF}T09:55:00+01:00`,
      answerBy: '2026-12-07',
      key: 'key',
      consent: { agreed: true, objectionChecked: true },
    } as const
    const patient = bytes({ resourceType: 'Patient', id: 'p', birthDate: '1961-04-02' })

    it('writes it from the last match, answers and overrides, in the language that is asked for', () => {
      const running = hostFor('p', 'NCT06452485')
      running.host.take('Patient', patient)
      running.host.take('Condition', page([{ resource: cancer }]))
      for (const query of running.queries) finish(running.host, query)
      running.host.setClinician(
        [{ question: 'Q11', answer: 'yes', by: 'Dr. Test', at: `${AS_OF}T09:50` }],
        [{ trial: 'NCT06452485', criterion: 'salvage-surgery', reason: 'other', note: 'said so' }],
      )
      running.host.setLanguage('nl')
      const draft = running.host.draft(request)
      expect(running.card.language).toBe('nl')
      expect(draft?.letter.text).toContain(running.card.verdict.sentence)
      expect(draft?.letter.text).toContain('antwoord van Dr. Test')
      expect(draft?.letter.text).toContain('said so')
      expect(draft?.letter.text).toContain('Trialside 0.0.0')
      expect(draft?.patient['id']).toBe('p')
    })

    it('writes none before the patient was read, and none to a trial that it does not know', () => {
      const running = hostFor('p')
      expect(running.host.draft(request)).toBeUndefined()
      running.host.take('Patient', patient)
      for (const query of running.queries) finish(running.host, query)
      expect(running.card.checking).toBe(false)
      expect(running.host.draft({ ...request, trial: 'NCT0' })).toBeUndefined()
      expect(running.host.draft(request)).toBeDefined()
    })

    it('says in a letter what is still being read', () => {
      const running = hostFor('p', 'NCT06452485')
      running.host.take('Patient', patient)
      finish(running.host, running.queries.find(({ id }) => id === 'Patient')!)
      expect(running.card.checking).toBe(true)
      expect(running.host.draft(request)?.letter.text).toContain('Wordt nagekeken')
    })
  })

  describe('given the response to a batch', () => {
    const searchset = (...resources: readonly unknown[]) => ({
      resourceType: 'Bundle',
      type: 'searchset',
      total: resources.length,
      entry: resources.map((resource) => ({ resource })),
    })
    const response = (...resources: readonly unknown[]) =>
      bytes({
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: resources.map((resource) => ({ response: { status: resource ? '200' : '500' }, resource })),
      })
    const patient = { resourceType: 'Patient', id: 'p', birthDate: '1961-04-02' }
    const stranger = { ...cancer, id: 'x', subject: { reference: 'Patient/other' } }

    it('takes each answer as if it had come alone, and says what has to be asked for', () => {
      const { host } = hostFor('p')
      const alone = hostFor('p').host
      const asked = ['Patient', 'Condition', 'Procedure', 'ImagingStudy']
      const batch = response(patient, searchset(cancer, stranger), undefined, { ...searchset(), link: 'odd' })
      expect(host.takeBatch(asked, batch)).toEqual([
        alone.take('Patient', bytes(patient)),
        alone.take('Condition', bytes(searchset(cancer, stranger))),
        undefined,
        alone.take('ImagingStudy', bytes(searchset())),
      ])
      expect(host.takeBatch(asked, bytes('no batch'))).toEqual(asked.map(() => undefined))
      expect(host.takeBatch(asked, new ArrayBuffer(0))).toEqual(asked.map(() => undefined))
      const r5 = { ...searchset({ ...cancer, clinicalStatus: 'active' }) }
      expect(host.takeBatch(['Condition'], response(r5))).toEqual(
        [alone.take('Condition', bytes(r5))].map((report) => (report.kind === 'taken' ? report : undefined)),
      )
    })

    it('finds in it what it finds page by page', () => {
      const { entry } = JSON.parse(readFileSync('test/cases/cases/d01.json', 'utf8')) as { entry: Entry[] }
      const [batch, alone] = [hostFor('p-d01'), hostFor('p-d01')]
      const answers = batch.queries.map(({ kind, resource }) => {
        const own = entry.flatMap((one) => (one.resource.resourceType === resource ? [one.resource] : []))
        return kind === 'read' ? own[0] : searchset(...own)
      })
      batch.host.takeBatch(
        batch.queries.map(({ id }) => id),
        response(...answers),
      )
      batch.queries.forEach(({ id }, at) => void alone.host.take(id, bytes(answers[at])))
      for (const running of [batch, alone]) for (const query of running.queries) finish(running.host, query)
      expect(batch.card).toEqual(alone.card)
      expect(batch.card.checking).toBe(false)
    })
  })

  it.each([
    ['nothing', new ArrayBuffer(0), 'empty-answer'],
    ['HTML', new TextEncoder().encode('<html>').buffer, 'not-json'],
    ['a cut-off body', new TextEncoder().encode('{"resourceType":"Bun').buffer, 'not-json'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x7b]).buffer, 'not-json'],
    ['a list that is no Bundle', bytes([]), 'not-a-bundle'],
    [
      'a Bundle that is no searchset (F-14)',
      bytes({ resourceType: 'Bundle', type: 'collection' }),
      'not-a-bundle',
    ],
  ])('refuses %s', (_, body, reason) => {
    expect(hostFor('p').host.take('Condition', body as ArrayBuffer)).toEqual({ kind: 'refused', reason })
  })

  it('counts what is about somebody else and keeps none of it (F-12)', () => {
    const stranger = { resourceType: 'Condition', id: 'x', subject: { reference: 'Patient/other' } }
    expect(hostFor('p').host.take('Condition', page([{ resource: stranger }]))).toMatchObject({
      strangers: 1,
    })
  })
})
