/** One verdict for a patient, wherever it is read: the row of a board, the card, the command line. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createBoard } from '../../src/app/board-model.ts'
import type { BoardPorts, BoardSession } from '../../src/app/board-port.ts'
import type { RowTrial } from '../../src/app/board-shown.ts'
import type { OpenSession } from '../../src/app/ports.ts'
import type { Card } from '../../src/engine/card/card.ts'
import type { Resource } from '../../src/engine/fhir.ts'
import { ok } from '../../src/engine/result.ts'
import { startEngine } from '../../src/worker/start-engine.ts'
import { trialside } from '../cli/fake-world.ts'
import { catalog, TODAY } from '../support/match.ts'
import { bundleOf } from '../support/patient.ts'
import { fakeBoard } from './fake-board.ts'
import { fakeAnswerStore, fakeTimers, settled } from './fake-ports.ts'

interface Case {
  readonly answers?: {
    readonly item: readonly {
      readonly linkId: string
      readonly answer: readonly {
        readonly valueCoding?: { readonly code: string }
        readonly valueInteger?: number
      }[]
    }[]
  }
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const CASES = Object.entries<Case>(readJson('test/cases/expected.json')).map(([id, { answers }]) => {
  const bundle = readJson(`test/cases/cases/${id}.json`) as {
    readonly entry: readonly { resource: Resource }[]
  }
  const resources = bundle.entry.map(({ resource }) => resource)
  const patientId = resources.find(({ resourceType }) => resourceType === 'Patient')?.id ?? ''
  return { id, patientId, resources, answers }
})

/** A search for one patient gives nobody else's, which a file may hold as well. */
const isAbout = (resource: Resource, patientId: string): boolean => {
  const subject = (resource['subject'] ?? resource['patient']) as { readonly reference?: string } | undefined
  return subject?.reference === undefined || subject.reference.endsWith(`Patient/${patientId}`)
}

/** One patient's chart, each query answered by what the case has of its type. */
function chartOf(patientId: string): OpenSession {
  const found = CASES.find((one) => one.patientId === patientId)
  if (!found) throw new Error(`no such patient: ${patientId}`)
  const answers = (found.answers?.item ?? []).map(({ linkId, answer: [given] }) => ({
    question: linkId,
    answer: given?.valueInteger ?? given?.valueCoding?.code,
  }))
  return {
    patientId,
    siteName: 'Demo hospital',
    showPatient: true,
    answers: fakeAnswerStore({ answers, overrides: [] }).store,
    read: async (queries, sink) => {
      for (const query of queries) {
        const own = found.resources
          .filter(({ resourceType }) => resourceType === query.resource)
          .filter((resource) => isAbout(resource, patientId))
        const page = { ...bundleOf(own), type: 'searchset' }
        const body = new TextEncoder().encode(JSON.stringify(page)).buffer as ArrayBuffer
        const report = await sink.take(query.id, body)
        if (report.kind === 'taken' && report.strangers > 0) throw new Error(`${patientId}: strangers`)
        await sink.finish({
          query: query.id,
          resource: query.resource,
          state: 'complete',
          pages: 1,
          entries: own.length,
        })
      }
      return ok([])
    },
    close: () => {},
  }
}

/** A board of all cases, with the engine that the page runs where no worker may run. */
async function boardOfCases() {
  const patients = CASES.map(({ patientId }) => patientId)
  const outside = fakeBoard({ patients })
  const session: BoardSession = { ...outside.session, open: chartOf }
  const ports: BoardPorts = {
    ...outside.ports,
    openBoard: async () => ok(session),
    startEngine: (onUpdate) =>
      startEngine(onUpdate, {
        newWorker: () => {
          throw new Error('no worker here')
        },
        after: () => () => {},
      }),
    now: () => ({ ...outside.ports.now(), date: TODAY, minute: `${TODAY}T09:30` }),
  }
  const board = createBoard(ports, fakeTimers().timers)
  await board.open()
  return board
}

const verdicts = (all: readonly (Pick<RowTrial, 'id' | 'verdict'> | readonly [string, Card['verdict']])[]) =>
  Object.fromEntries(all.map((one) => ('id' in one ? [one.id, one.verdict] : one)))

describe('every labelled patient', () => {
  it('has one verdict for each trial: as a row of the board, as a card, and on the command line', async () => {
    expect(new Set(CASES.map(({ patientId }) => patientId)).size).toBe(CASES.length)
    const board = await boardOfCases()
    const { progress } = board
    while (progress.value.done + progress.value.failed < progress.value.of) await settled()
    expect(progress.value).toEqual({ done: CASES.length, failed: 0, of: CASES.length, isStopped: false })
    const rows = board.rows.value

    for (const { id, patientId, answers } of CASES) {
      const row = rows.find((one) => one.patientId === patientId)
      const inRow = verdicts(row?.trials ?? [])
      expect(Object.keys(inRow)).toEqual(catalog.trials.map((trial) => trial.id))

      board.openRow(patientId)
      const page = () => board.opened.value?.model.state.value
      while (page()?.kind === 'opening' || page()?.kind === 'reading') await settled()
      const shown = page()
      const cards = shown?.kind === 'ready' ? shown.chart.cards : []
      expect(verdicts(cards.map(({ trial, verdict }) => [trial.id, verdict] as const)), id).toEqual(inRow)

      const trials = Object.keys(inRow).flatMap((trial) => ['--trial', trial])
      const { lines } = await trialside(
        ['match', ...trials, '--as-of', TODAY, ...(answers ? ['--answers', 'a.json'] : []), 'b.json'],
        { 'b.json': readFileSync(`test/cases/cases/${id}.json`), ...(answers && { 'a.json': answers }) },
      )
      const printed = Object.fromEntries(lines.map(({ trial, verdict }) => [trial, verdict]))
      expect(printed, id).toEqual(
        Object.fromEntries(Object.entries(inRow).map(([trial, { kind }]) => [trial, kind])),
      )
    }
    // Different patients come to different verdicts: nothing above compares one thing with itself.
    const kinds = new Set(rows.flatMap(({ trials }) => trials.map(({ verdict }) => verdict.kind)))
    expect([...kinds].sort()).toEqual(['does-not-fit', 'fits', 'may-fit', 'not-applicable'])
  }, 180_000)
})
