/**
 * A board's EHR and its engines in the test's hands: whatever would arrive waits until the test lets it. They behave as
 * badly as they may: what was asked for is answered also after it was closed, and an engine goes on speaking of the last
 * patient until it has opened the next one.
 */

import type { BoardPorts, BoardSession } from '../../src/app/board-port.ts'
import type { Engine, EngineUpdate, OpenSession, SessionProblem } from '../../src/app/ports.ts'
import type { ListFault, PatientList } from '../../src/engine/board/patient-list.ts'
import { rowOf } from '../../src/engine/board/row.ts'
import type { Card } from '../../src/engine/card/card.ts'
import type { Answer } from '../../src/engine/facts/answers.ts'
import type { Language } from '../../src/engine/language.ts'
import type { Query } from '../../src/engine/record/query.ts'
import type { ReferralDoor } from '../../src/engine/referral/door.ts'
import type { Requester } from '../../src/engine/referral/draft.ts'
import { fail, ok, type Result } from '../../src/engine/result.ts'
import type { AdditionsReport, SiteAdditions } from '../../src/engine/trials/site-additions.ts'
import { mayFitCard } from './cards.ts'
import { fakeDrafts } from './fake-door.ts'
import { fakeAnswerStore } from './fake-ports.ts'

/** The name that a patient's own record has. */
export const nameOf = (patientId: string): string => `Test ${patientId}`

/** How a patient's record cannot be read. */
export type Trouble =
  | SessionProblem['kind'] // the reading ends so
  | 'stranger' // an answer is about somebody else
  | 'engine-stops'
  | 'rejects'
  | 'not-opened'

const QUERIES: readonly Query[] = [
  { id: 'Patient', kind: 'read', resource: 'Patient' } as Query,
  { id: 'Condition', kind: 'search', resource: 'Condition', parameters: [] },
  { id: 'Procedure', kind: 'search', resource: 'Procedure', parameters: [] },
]

/** Something that is on its way. */
interface Arrival {
  readonly what: string
  run(): void
}

/** What a test sets up. */
export interface FakeBoardOptions {
  readonly patients?: readonly string[]
  readonly list?: (from: number) => Result<PatientList, ListFault>
  readonly troubles?: Readonly<Record<string, Trouble>>
  readonly numbers?: Readonly<Record<string, readonly string[] | ListFault>>
  readonly language?: Language
  readonly user?: Requester
  readonly door?: (patientId: string) => ReferralDoor
  readonly additions?: SiteAdditions
  readonly problem?: SessionProblem['kind']
}

/** A board whose EHR and engines wait for the test. */
export function fakeBoard({
  patients = [],
  list,
  troubles = {},
  numbers = {},
  language,
  user,
  door,
  additions,
  problem,
}: FakeBoardOptions = {}) {
  const arrivals: Arrival[] = []
  const closed: string[] = []
  const openedSessions: string[] = []
  const openEngines = new Set<number>()
  const stores = new Map<string, ReturnType<typeof fakeAnswerStore>>()
  const troubleOf = new Map(Object.entries(troubles))
  const tellOf: ((update: EngineUpdate) => void)[] = []
  const additionsTold: boolean[] = []
  let engines = 0
  let mostAtOnce = 0
  let atOnce = 0

  const later = (what: string, run: () => void) => void arrivals.push({ what, run })

  const open = (patientId: string): OpenSession => {
    if (troubleOf.get(patientId) === 'not-opened') throw new Error(`secret of ${patientId}`)
    openedSessions.push(patientId)
    const store = stores.get(patientId) ?? fakeAnswerStore()
    stores.set(patientId, store)
    let isReading = false
    const ended = () => {
      if (isReading) atOnce -= 1
      isReading = false
    }
    return {
      patientId,
      siteName: 'Demo hospital',
      showPatient: true,
      answers: store.store,
      ...(user && { user: () => Promise.resolve(user) }),
      ...(door && { referral: door(patientId) }),
      ...(additions && { additions: () => Promise.resolve(additions) }),
      read: (queries, sink) =>
        new Promise((resolve, reject) => {
          isReading = true
          atOnce += 1
          mostAtOnce = Math.max(mostAtOnce, atOnce)
          let left = queries.length
          const end = (result: Parameters<typeof resolve>[0]) => {
            ended()
            resolve(result)
          }
          const answer = async (query: Query) => {
            const trouble = troubleOf.get(patientId)
            if (trouble === 'rejects') return reject(new Error(`secret of ${patientId}`))
            if (isProblem(trouble)) return end(fail({ kind: trouble }))
            const about = trouble === 'stranger' ? 'somebody' : patientId
            const stops = trouble === 'engine-stops' ? '!' : ''
            const body = new TextEncoder().encode(`${about}${stops}`).buffer as ArrayBuffer
            const report = await sink.take(query.id, body)
            if (report.kind === 'taken' && report.strangers > 0) return end(fail({ kind: 'somebody-else' }))
            await sink.finish({
              query: query.id,
              resource: query.resource,
              state: 'complete',
              pages: 1,
              entries: 1,
            })
            left -= 1
            if (left === 0) end(ok([]))
          }
          for (const query of queries)
            later(`${query.id} of ${patientId}`, () => void answer(query).catch(reject))
        }),
      close: () => {
        ended()
        closed.push(patientId)
      },
    }
  }

  const session: BoardSession = {
    siteName: 'Demo hospital',
    ...(language && { language }),
    user: () => Promise.resolve(user),
    lists: [
      {
        reference: 'List/board-1',
        read: async (from) =>
          list?.(from) ?? ok({ name: 'Test list', patients, total: patients.length, oddities: [] }),
      },
    ],
    find: async (number) => {
      const found = numbers[number] ?? []
      return typeof found === 'string' ? fail(found) : ok(found)
    },
    ...(additions && { additions: () => Promise.resolve(additions) }),
    open,
    close: () => closed.push('board'),
  }

  const ports: BoardPorts = {
    openBoard: async () => (problem ? fail({ kind: problem }) : ok(session)),
    startEngine: (onUpdate) => {
      engines += 1
      const own = engines
      openEngines.add(own)
      tellOf.push(onUpdate)
      return fakeEngine(
        onUpdate,
        (run) => later(`engine ${own}`, run),
        () => openEngines.delete(own),
        (has) => additionsTold.push(has),
      )
    },
    now: () => ({ date: '2026-11-23', minute: '2026-11-23T09:41', instant: '2026-11-23T09:41:07+01:00' }),
    browser: { copy: () => Promise.resolve(true), print: () => {}, reload: () => {} },
    browserLanguage: () => 'en',
  }

  return {
    ports,
    session,
    closed,
    openedSessions,
    openEngines,
    stores,
    /** What is on its way. */
    arrivals,
    mostAtOnce: () => mostAtOnce,
    /** Engines started so far. */
    engines: () => engines,
    /** For each patient that an engine opened, whether it came with what the site adds. */
    openedWith: () => additionsTold,
    /** Every engine says what came of what the site adds. */
    tellAdditions: (report: AdditionsReport) => {
      for (const tell of tellOf) tell({ kind: 'additions', report })
    },
    /** Every engine goes on without what the site adds. */
    giveUpAdditions: () => {
      for (const tell of tellOf)
        tell({ kind: 'additions', report: { refused: [], notRead: { why: 'too-slow', files: [] } } })
    },
    /** The EHR can read this patient from now on. */
    mends: (patientId: string) => void troubleOf.delete(patientId),
    /** The EHR gives somebody else's record for this patient from now on. */
    mixesUp: (patientId: string) => void troubleOf.set(patientId, 'stranger'),
    /** One of the arrivals arrives. What one engine says stays in order. */
    async arrive(place = 0): Promise<void> {
      const picked = arrivals[place % Math.max(arrivals.length, 1)]
      const first = arrivals.find(({ what }) => what === picked?.what)
      if (!first) return
      arrivals.splice(arrivals.indexOf(first), 1)
      first.run()
      await flush()
    },
    /** Everything arrives, in the order in which it was asked for. */
    async arriveAll(): Promise<void> {
      await flush()
      while (arrivals.length > 0) await this.arrive()
    },
  }
}

/** Lets everything that is promised happen, without a clock. */
export async function flush(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
}

const OWN_TROUBLES = ['stranger', 'engine-stops', 'rejects', 'not-opened']
const isProblem = (trouble: Trouble | undefined): trouble is SessionProblem['kind'] =>
  trouble !== undefined && !OWN_TROUBLES.includes(trouble)

/** The one whose record came, or nobody. */
const namedBy = (about: string | undefined): Pick<Card, 'patient'> =>
  about === undefined
    ? { patient: undefined as never }
    : {
        patient: {
          name: nameOf(about),
          birthDate: '',
          age: '',
          sex: '',
          identifier: about,
          isTestData: true,
        },
      }

/** What a patient's card says once everything was read: it depends on the patient and on what was answered. */
export const pointsOf = (patientId: string): number => 1 + (Number(patientId.replace(/\D/g, '')) % 7)

/**
 * An engine as a worker is one: it does one thing after another, and what it says arrives in that order. Unlike ours it
 * believes whatever it is given, so that what keeps patients apart is the page.
 */
function fakeEngine(
  onUpdate: (update: EngineUpdate) => void,
  later: (run: () => void) => void,
  onClose: () => void,
  onOpen: (hasAdditions: boolean) => void,
): Engine {
  let patientId = ''
  let language: Language = 'en'
  let taken = new Map<string, string>()
  let ended = new Set<string>()
  let answers: readonly Answer[] = []
  let isClosed = false

  let forRow = false

  const say = () => {
    if (patientId !== '' && !forRow) onUpdate({ kind: 'cards', cards: [card()] })
  }
  /** As an engine would that says at the wrong moment who it was that it read last. */
  const tellWho = () => {
    const { patient } = namedBy(taken.get('Patient'))
    if (patient) onUpdate({ kind: 'patient', patient })
  }
  const card = (spoken = language): Card => ({
    ...mayFitCard,
    language: spoken,
    checking: ended.size < QUERIES.length,
    ...namedBy(taken.get('Patient')),
    verdict: {
      kind: 'may-fit',
      sentence: `${spoken}: ${taken.size} taken`,
      // What was not read of this very patient is missing here.
      points: isWhole() ? pointsOf(patientId) + answers.length : 99,
    },
  })
  const isWhole = () => QUERIES.every(({ id }) => taken.get(id) === patientId)
  const ask = <T>(run: () => T): Promise<T> =>
    new Promise((resolve) => {
      if (!isClosed) later(() => (isClosed ? undefined : resolve(run())))
    })

  return {
    open: (input) =>
      ask(() => {
        onOpen(input.additions !== undefined)
        if (forRow) tellWho()
        else say()
        ;({ patientId, language } = input)
        forRow = input.forRow === true
        taken = new Map()
        ended = new Set()
        answers = []
        say()
        return QUERIES
      }),
    sink: {
      take: (query, body) => {
        const about = new TextDecoder().decode(body)
        return ask(() => {
          if (about.endsWith('!')) onUpdate({ kind: 'stopped', problem: { kind: 'engine-failed' } })
          const isStranger = about === 'somebody'
          if (!isStranger) taken.set(query, about.replace('!', ''))
          return { kind: 'taken', entries: 1, restricted: false, strangers: isStranger ? 1 : 0 } as const
        })
      },
      takeBatch: () => Promise.reject(new Error('not used')),
      finish: ({ query }) =>
        ask(() => {
          ended.add(query)
          if (forRow && query === 'Patient') tellWho()
          else say()
        }),
    },
    setLanguage: (wanted) => {
      void ask(() => {
        language = wanted
        say()
      })
    },
    setClinician: (given) => {
      void ask(() => {
        answers = given
        say()
      })
    },
    draft: fakeDrafts().draft,
    writeAnswers: () => ask(() => ({ meta: { security: [{ code: 'HTEST' }] } })),
    readAnswers: (resource) =>
      ask(() => ok({ answers: [{ question: 'Q1', answer: String(resource['answer']) }], notUnderstood: [] })),
    row: () =>
      ask(() => {
        const [en, nl] = (['en', 'nl'] as const).map((spoken) => rowOf([card(spoken)]))
        return en && nl && { rows: { en, nl }, isTestData: true }
      }),
    place: 'worker',
    close: () => {
      isClosed = true
      onClose()
    },
  }
}
