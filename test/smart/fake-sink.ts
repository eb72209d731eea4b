import { answersInBatch } from '../../src/engine/record/batch-response.ts'
import type { LedgerEntry, ResourceType } from '../../src/engine/record/ledger.ts'
import type { PageReport, PageSink } from '../../src/engine/record/reading.ts'
import { jsonIn } from '../../src/smart/timed-fetch.ts'

/** A sink that keeps what it was given. */
export interface FakeSink extends PageSink {
  readonly taken: readonly { readonly query: string; readonly text: string }[]
  readonly finished: readonly LedgerEntry[]
}

/** Reads bodies about as the worker does: enough to report on them, with nothing kept but their text. */
export function fakeSink(patientId: string): FakeSink {
  const taken: { query: string; text: string }[] = []
  const finished: LedgerEntry[] = []
  return {
    taken,
    finished,
    take: async (query, body) => {
      const text = new TextDecoder().decode(body)
      taken.push({ query, text })
      return reportOn(text, patientId)
    },
    takeBatch: async (queries, body) => {
      const types = queries.map((id) => id.split(':')[0] as ResourceType)
      return answersInBatch(jsonIn(body), types).map((answer, at) => {
        if (answer === undefined) return undefined
        const text = JSON.stringify(answer)
        taken.push({ query: queries[at] ?? '', text })
        const report = reportOn(text, patientId)
        return report.kind === 'taken' ? report : undefined
      })
    },
    finish: async (entry) => void finished.push(entry),
  }
}

interface Body {
  readonly resourceType?: string
  readonly id?: string
  readonly total?: unknown
  readonly link?: readonly { readonly relation: string; readonly url: string }[]
  readonly entry?: readonly {
    readonly resource: { readonly resourceType: string; readonly subject?: { readonly reference: string } }
  }[]
}

function reportOn(text: string, patientId: string): PageReport {
  let body: Body
  try {
    body = JSON.parse(text)
  } catch {
    return { kind: 'refused', reason: 'not-json' }
  }
  if (body.resourceType === 'Patient') {
    const strangers = body.id === patientId ? 0 : 1
    return { kind: 'taken', entries: 1, restricted: false, strangers }
  }
  if (body.resourceType !== 'Bundle') return { kind: 'refused', reason: 'not-a-bundle' }
  const resources = (body.entry ?? []).map(({ resource }) => resource)
  const outcomes = resources.filter(({ resourceType }) => resourceType === 'OperationOutcome')
  const strangers = resources.filter(({ subject }) => subject && subject.reference !== `Patient/${patientId}`)
  const next = body.link?.find(({ relation }) => relation === 'next')?.url
  return {
    kind: 'taken',
    entries: resources.length - outcomes.length,
    restricted: outcomes.length > 0,
    strangers: strangers.length,
    ...(next === undefined ? {} : { next }),
    ...(typeof body.total === 'number' ? { total: body.total } : {}),
  }
}
