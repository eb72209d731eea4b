import { resolve } from 'node:path'
import type { Bundle, FhirResource } from 'fhir/r4'
import type { ReferralOptions } from './app/referral-options.ts'
import { appServer } from './app/server.ts'
import { makeKeys } from './authorization/keys.ts'
import { Launches, type LaunchOptions } from './authorization/launches.ts'
import { authorizationServer } from './authorization/server.ts'
import { Sessions } from './authorization/sessions.ts'
import { Tokens } from './authorization/tokens.ts'
import { chartServer } from './chart/server.ts'
import type { Clock } from './clock.ts'
import { currentFaults } from './faults/current-faults.ts'
import { withFaults } from './faults/with-faults.ts'
import { withBatches } from './fhir/batch.ts'
import { Records } from './fhir/records.ts'
import { FhirServer } from './fhir/server.ts'
import { gateway, withCors } from './gateway.ts'
import type { Language, Text } from './language.ts'
import { fhirBase, type Handler, type Origins, onlyAt } from './origins.ts'
import { boardLists } from './patients/board-lists.ts'
import type { Invented } from './patients/invented.ts'
import { GROUPS, INVENTED_PATIENTS, WRITTEN_ON } from './patients/invented-patients.ts'
import { daysBetween, shiftDates } from './patients/shift-dates.ts'
import { STAFF } from './staff.ts'

/** What a sandbox is made of. */
export interface SandboxOptions {
  readonly clock: Clock
  /** The invented patients to begin with; all of them unless told otherwise. Their dates move to today. */
  readonly patients?: readonly Invented[]
  readonly origins?: Origins
  /** Faults for everybody, by name. A launch may add its own. */
  readonly faults?: readonly string[]
  /** Entries on a page of a search; 50. */
  readonly pageSize?: number
  /** The language of the chart, and of the site in the app's registry. Without it: English, and none. */
  readonly language?: Language
  /** Whether the site says that the EHR shows the patient; yes. */
  readonly ehrShowsBanner?: boolean
  /** Where the built app is. */
  readonly appFolder?: string
  /** Files with definitions of further trials, which the site adds to the app's own. Read anew at each launch. */
  readonly definitionFiles?: readonly string[]
  /** The site's own word on trials, as its registry has it. */
  readonly overrides?: unknown
  /** What the site says of referring; false where it has not turned it on. */
  readonly referral?: ReferralOptions | false
  /** Waits, for the fault `slow`. A test passes one that does not. */
  readonly wait?: (milliseconds: number) => Promise<void>
}

/** One request that came in, and how it ended. Tokens and bodies are not kept. */
export interface LoggedRequest {
  readonly part: keyof Origins
  readonly method: string
  readonly url: string
  readonly authorized: boolean
  readonly status: number
}

/** A running sandbox, without a network: each part is a function from request to answer. */
export interface Sandbox extends Readonly<Record<keyof Origins, Handler>> {
  readonly origins: Origins
  /** The FHIR base address, which is the issuer. */
  readonly iss: string
  readonly launches: {
    /** Mints a launch id, as the chart does. */
    mint(patient: string, options?: LaunchOptions): string
    /** The address that the chart's frame opens. */
    address(patient: string, options?: LaunchOptions): string
    /** Mints a launch id for a list of patients, such as `List/board-monday`; nobody's chart is open. */
    mintBoard(reference: string, options?: LaunchOptions): string
    /** The address that the frame of the tumour board opens. */
    board(reference: string, options?: LaunchOptions): string
  }
  /** Replaces the faults that hold for everybody. */
  setFaults(...names: string[]): void
  /** Adds a record as it is, dates unmoved. Gives the ids of the patients in it. */
  addPatient(bundle: Bundle<FhirResource>, sentence?: Text): Promise<readonly string[]>
  readonly patientIds: readonly string[]
  /** The requests so far, oldest first; the last ten thousand. */
  readonly requests: readonly LoggedRequest[]
  /** Answers a request for any of the three origins; undefined for any other. */
  answer(request: Request): Promise<Response> | undefined
}

/** A sandbox may run for days. */
const KEPT_REQUESTS = 10_000

const DEFAULT_ORIGINS: Origins = {
  chart: 'http://127.0.0.1:4300',
  fhir: 'http://127.0.0.1:4301',
  app: 'http://127.0.0.1:4302',
}

/** Makes a sandbox. Nothing listens yet: `start.ts` puts it on the network, a test calls it directly. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, origins = DEFAULT_ORIGINS, language, ehrShowsBanner = true } = options
  const iss = fhirBase(origins)
  const records = new Records(clock)
  const sentences = new Map<string, Text>()
  const days = daysBetween(WRITTEN_ON, clock().toISOString())
  await records.add(STAFF)
  for (const invented of options.patients ?? INVENTED_PATIENTS) {
    await records.add(shiftDates(invented.bundle, days, invented.birthMoves))
    sentences.set(invented.id, invented.sentence)
  }

  const onBoard = records.patientIds.filter((id) => !records.isRestricted(id))
  await records.add(boardLists(onBoard, clock().toISOString()))

  const launches = new Launches()
  const sessions = new Sessions(clock)
  const keys = await makeKeys()
  const tokens = new Tokens(iss, keys, sessions, clock)
  const chartLanguage = language ?? 'en'
  const authorization = authorizationServer({
    origins,
    launches,
    sessions,
    tokens,
    keys,
    records,
    language: chartLanguage,
  })
  const fhir = new FhirServer({ records, base: iss, pageSize: options.pageSize ?? 50, clock })
  const faults = currentFaults({ launches, sessions, tokens, names: options.faults ?? [] })
  const wait = options.wait ?? ((milliseconds) => new Promise((done) => setTimeout(done, milliseconds)))
  const requests: LoggedRequest[] = []
  const logged =
    (part: keyof Origins, handler: Handler): Handler =>
    async (request) => {
      const { method, url } = request
      const authorized = request.headers.has('authorization')
      const response = await handler(request)
      requests.push({ part, method, url, authorized, status: response.status })
      if (requests.length > KEPT_REQUESTS) requests.shift()
      return response
    }

  const address = (patient: string, more?: LaunchOptions) => {
    const launch = launches.mint(patient, more)
    return `${origins.app}/launch.html?${new URLSearchParams({ iss, launch })}`
  }
  const board = (reference: string, more?: LaunchOptions) => {
    const launch = launches.mintBoard(reference, more)
    return `${origins.app}/launch-board.html?${new URLSearchParams({ iss, launch })}`
  }
  const groups = GROUPS.map(({ heading, patients, folded = false }) => ({
    heading,
    folded,
    ids: patients.map(({ id }) => id),
  }))
  const parts: Record<keyof Origins, Handler> = {
    chart: chartServer({
      origins,
      records,
      sentences,
      groups,
      language: chartLanguage,
      clock,
      address,
      board,
    }),
    fhir: withCors(
      origins,
      withBatches(
        iss,
        withFaults(
          { origins, faults, wait, ownersOf: (type, id) => records.ownersOf(type, id) },
          gateway({ origins, authorization, tokens, fhir, clock }),
        ),
      ),
    ),
    app: appServer({
      origins,
      folder: resolve(options.appFolder ?? 'dist/app'),
      ehrShowsBanner,
      definitionFiles: options.definitionFiles ?? [],
      overrides: options.overrides,
      referral: options.referral ?? {},
      ...(language === undefined ? {} : { language }),
    }),
  }
  const at = (part: keyof Origins) => logged(part, onlyAt(origins[part], parts[part]))
  const handlers = { chart: at('chart'), fhir: at('fhir'), app: at('app') }

  return {
    ...handlers,
    origins,
    iss,
    requests,
    launches: {
      mint: (patient, more) => launches.mint(patient, more),
      address,
      mintBoard: (reference, more) => launches.mintBoard(reference, more),
      board,
    },
    setFaults: (...names) => faults.setForAll(names),
    addPatient: async (bundle, sentence) => {
      const added = await records.add(bundle)
      for (const id of added) sentences.set(id, sentence ?? ADDED)
      return added
    },
    get patientIds() {
      return records.patientIds
    },
    answer: (request) => {
      const { origin } = new URL(request.url)
      const part = (['chart', 'fhir', 'app'] as const).find((name) => origins[name] === origin)
      return part === undefined ? undefined : handlers[part](request)
    },
  }
}

const ADDED: Text = { en: 'Added from a file.', nl: 'Toegevoegd uit een bestand.' }
