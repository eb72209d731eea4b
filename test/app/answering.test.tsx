// @vitest-environment jsdom
/** From a tap to the verdict, with the real engine behind the page: answer, change, withdraw, override, reload. */
import { act, cleanup, fireEvent, render, within } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { createModel } from '../../src/app/model.ts'
import { Page } from '../../src/app/Page.tsx'
import type { Ports } from '../../src/app/ports.ts'
import type { Resource } from '../../src/engine/fhir.ts'
import { EngineHost } from '../../src/worker/engine-host.ts'
import { catalog, TODAY } from '../support/match.ts'
import { bundleOf, resourcesOf } from '../support/patient.ts'
import { fakeAnswerStore, fakePorts, fakeTimers, settled } from './fake-ports.ts'

const RT_HYPE = { ...catalog, trials: catalog.trials.filter(({ id }) => id === 'NCT06452485') }
/** Operated for a recurrence in an irradiated breast: what is open only a person can say. */
const OPERATED = [
  'female, born 1961-04-02',
  '2010-03-01 carcinoma left breast',
  '2010-04-01 excision left breast',
  '2010-06-01/2010-08-01 radiotherapy left breast',
  '2026-03-01 recurrence left breast',
  '2026-04-01 mastectomy left breast',
  '2026-03-10 pet-ct',
  '2026-03-10 m0',
  '2026-11-20 ecog 1',
].join('\n')
const ANNA = resourcesOf(OPERATED)

/** The page of a patient, read to the end. */
async function open(resources: readonly Resource[], kept?: unknown) {
  const outside = fakePorts({
    answers: fakeAnswerStore().store,
    user: { reference: 'Practitioner/test', name: 'Dr. Test Oncologist' },
  })
  const store = fakeAnswerStore(kept)
  const ports: Ports = {
    ...outside.ports,
    async openSession() {
      const opened = await outside.ports.openSession()
      if (!opened.ok) return opened
      const session: typeof opened.value = {
        ...opened.value,
        patientId: 'p',
        answers: store.store,
        async read(queries, sink) {
          for (const query of queries) {
            const own = resources.filter(({ resourceType }) => resourceType === query.resource)
            const page = { ...bundleOf(own), type: 'searchset' }
            await sink.take(query.id, new TextEncoder().encode(JSON.stringify(page)).buffer as ArrayBuffer)
            await sink.finish({
              query: query.id,
              resource: query.resource,
              state: 'complete',
              pages: 1,
              entries: own.length,
            })
          }
          return { ok: true, value: [] }
        },
      }
      return { ok: true, value: session }
    },
    startEngine(onUpdate) {
      const host = new EngineHost(
        RT_HYPE,
        '0.1.0',
        'page',
        { cards: (cards) => onUpdate({ kind: 'cards', cards }), patient: () => {} },
        (run) => void Promise.resolve().then(run),
      )
      return {
        ...outside.ports.startEngine(() => {}),
        open: async (input) => host.open(input),
        sink: {
          take: async (query, body) => host.take(query, body),
          takeBatch: async (queries, body) => host.takeBatch(queries, body),
          finish: async (entry) => host.finish(entry),
        },
        setLanguage: (language) => host.setLanguage(language),
        setClinician: (answers, overrides) => host.setClinician(answers, overrides),
      }
    },
    now: () => ({ ...outside.ports.now(), date: TODAY, minute: `${TODAY}T09:41` }),
  }
  const model = createModel(ports, fakeTimers().timers)
  const view = render(<Page model={model} />)
  outside.chartOpens()
  await act(async () => {
    await model.open()
    await settled()
  })
  return { model, view, stored: () => JSON.parse(store.stored() ?? 'null') }
}

const verdict = () => document.querySelector('[data-part="verdict"]')?.textContent ?? ''
const questions = (id: string) =>
  [...document.querySelectorAll<HTMLElement>(`[data-question="${id}"]`)] as readonly HTMLElement[]
const tap = (within_: HTMLElement, name: string) =>
  act(async () => {
    fireEvent.click(within(within_).getByRole('button', { name, hidden: true }))
    await settled()
  })
const row = (id: string) => document.querySelector<HTMLElement>(`[data-criterion="${id}"]`)!
/** Each row with its status, in the order of the page. */
const rows = () =>
  [...document.querySelectorAll<HTMLElement>('[data-criterion]')].map(
    ({ dataset }) => `${dataset['criterion']} ${dataset['status']}`,
  )

afterEach(cleanup)

describe('answering', () => {
  it('leads from what is open to a verdict, tap by tap, one answer at both of its rows', async () => {
    await open(ANNA)
    expect(verdict()).toBe('May fit, 3 points to confirm')
    expect(questions('Q1')).toHaveLength(2)

    await tap(questions('Q1')[0]!, 'yes')
    expect(verdict()).toBe('May fit, 1 point to confirm')
    for (const one of questions('Q1'))
      expect(one.textContent).toContain('Answer of Dr. Test Oncologist, 23 Nov 2026 09:41: yes')

    await tap(questions('Q11')[0]!, 'yes')
    expect(verdict()).toBe('Appears to fit, confirm with the study team')
    await tap(questions('Q11')[0]!, 'no')
    expect(verdict()).toContain('Does not appear to fit')
    await tap(questions('Q11')[0]!, 'unknown')
    expect(verdict()).toBe('May fit, 1 point to confirm')
  })

  it('taken back leaves the page exactly as it was (P-15)', async () => {
    const { stored } = await open(ANNA)
    const before = [verdict(), ...rows()]
    await tap(questions('Q1')[0]!, 'no, low risk')
    expect([verdict(), ...rows()]).not.toEqual(before)
    await tap(questions('Q1')[1]!, 'Withdraw')
    expect([verdict(), ...rows()]).toEqual(before)
    expect(stored()).toEqual({ answers: [], overrides: [] })
  })

  it('moves no row; asked to, the page puts what is open first, by what unlocks most', async () => {
    await open(ANNA)
    const order = () => rows().map((one) => one.split(' ')[0])
    const before = order()
    expect(before[0]).toBe('salvage-surgery')
    await tap(questions('Q1')[0]!, 'yes')
    expect(order()).toEqual(before)
    await tap(document.body, 'Show by result')
    expect(rows()[0]).toBe('dutch-language unknown')
    expect(order().indexOf('salvage-surgery')).toBeGreaterThan(order().indexOf('dutch-language'))
  })

  it('against the chart shows both, and neither wins (P-15)', async () => {
    const answers = [{ question: 'Q10', answer: '3', by: 'Dr. B', at: `${TODAY}T08:00` }]
    await open(ANNA, { answers, overrides: [] })
    expect(row('performance-status').dataset['reason']).toBe('conflict')
    expect(row('performance-status').querySelector('summary')?.textContent).toContain(
      'Answer and chart differ. Chart: WHO 1, 20 Nov 2026. Answer: WHO 3, as answered',
    )
    expect(within(row('performance-status')).getByText('Answer of Dr. B, 23 Nov 2026 08:00')).toBeTruthy()
  })

  it('survives a reload, and what no question has counts for nothing (HZ-20)', async () => {
    const first = await open(ANNA)
    await tap(questions('Q1')[0]!, 'yes')
    await tap(questions('Q11')[0]!, 'unknown')
    const before = [verdict(), document.querySelector('[data-part="answers"]')?.textContent]
    const kept = first.stored()
    first.model.leave()
    cleanup()
    await open(ANNA, { ...kept, answers: [...kept.answers, { question: 'Q99', answer: 'yes' }] })
    expect([verdict(), document.querySelector('[data-part="answers"]')?.textContent]).toEqual(before)
    expect(before[1]).toBe('2 answers count here. Answers live in this session only.')
  })

  it('in Dutch', async () => {
    const { model } = await open(ANNA)
    await act(async () => {
      model.setLanguage('nl')
      await settled()
    })
    await tap(questions('Q1')[0]!, 'ja')
    expect(verdict()).toBe('Past mogelijk, nog 1 punt te bevestigen')
    expect(questions('Q1')[0]!.textContent).toContain(
      'Antwoord van Dr. Test Oncologist, 23 nov 2026 09:41: ja',
    )
  })
})

describe('overriding', () => {
  it('is said at the row and with the verdict, changes neither, and is forgotten with one tap', async () => {
    const { stored } = await open(ANNA)
    await tap(questions('Q11')[0]!, 'no')
    const before = verdict()
    const statuses = rows()
    await tap(row('dutch-language'), 'Override this criterion')
    await tap(row('dutch-language'), 'the study team says so')
    expect(verdict()).toBe(`${before}1 criterion overridden by Dr. Test Oncologist: verdict unchanged`)
    expect(rows()).toEqual(statuses)
    expect(stored().overrides).toMatchObject([{ criterion: 'dutch-language', reason: 'study-team-says' }])
    await tap(row('dutch-language'), 'Remove the override')
    expect(verdict()).toBe(before)
  })
})
