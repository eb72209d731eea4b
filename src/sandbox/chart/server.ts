import { Hono } from 'hono'
import type { LaunchOptions } from '../authorization/launches.ts'
import type { Clock } from '../clock.ts'
import { isFault } from '../faults/catalogue.ts'
import { FIVE_FAIL } from '../faults/five-patients.ts'
import type { Records } from '../fhir/records.ts'
import { inboxRoutes } from '../inbox/routes.ts'
import { type Language, languageOr, type Text } from '../language.ts'
import type { Handler, Origins } from '../origins.ts'
import { pageHeaders } from '../page/headers.ts'
import { STYLE } from '../page/style.ts'
import { BOARD } from '../patients/board-lists.ts'
import { boardPage, type TryingBoard } from './board-page.ts'
import { chartPage } from './chart-page.ts'
import { homePage, type PatientGroup } from './home-page.ts'
import type { Trying } from './trying-form.ts'

/** What a chart is made of. */
export interface ChartOptions {
  readonly origins: Origins
  readonly records: Records
  readonly sentences: ReadonlyMap<string, Text>
  readonly groups: readonly PatientGroup[]
  readonly language: Language
  readonly clock: Clock
  /** Mints a launch and gives the address that the frame opens. */
  address(patient: string, options?: LaunchOptions): string
  /** The same for a list of patients, `List/…` or `Group/…`. */
  board(reference: string, options?: LaunchOptions): string
}

const aList = /^(List|Group)\/[A-Za-z0-9\-.]{1,64}$/

/** The EHR's own pages: the list of patients, a chart that frames the app, and the inbox of the study team. */
export function chartServer(options: ChartOptions): Handler {
  const { origins, records, sentences, groups, address, board } = options
  const app = new Hono()
  const headers = pageHeaders({ frameSource: `${origins.app} ${origins.fhir}` })

  app.get('/style.css', (context) => context.body(STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }))

  app.get('/', async (context) => {
    const language = languageOr(context.req.query('lang'), options.language)
    const patients = (await Promise.all(records.patientIds.map((id) => records.patient(id)))).flatMap(
      (patient) => patient ?? [],
    )
    return context.html(await homePage({ patients, sentences, groups, language, origins }), 200, headers)
  })

  app.get('/patients/:id', async (context) => {
    const language = languageOr(context.req.query('lang'), options.language)
    const id = context.req.param('id')
    const patient = await records.patient(id)
    const record = records.of(id)
    if (!patient || !record) return context.text('No such patient', 404, headers)
    const trying: Trying = {
      faults: (context.req.queries('fault') ?? []).filter(isFault),
      ehrBanner: context.req.query('banner') !== 'app',
      ask: context.req.query('ask') === 'yes',
    }
    const { faults, ehrBanner, ask } = trying
    const frame = address(id, { faults, needPatientBanner: !ehrBanner, ask })
    const page = chartPage({ patient, record, language, frame, trying, sentence: sentences.get(id) })
    return context.html(await page, 200, headers)
  })

  app.get('/board', async (context) => {
    const language = languageOr(context.req.query('lang'), options.language)
    const asked = context.req.query('list') ?? BOARD.list
    if (!aList.test(asked)) return context.text('No such list', 404, headers)
    const trying: TryingBoard = {
      list: asked,
      faults: (context.req.queries('fault') ?? []).filter(isFault),
      fiveFail: context.req.query('fail') === 'five',
    }
    const faults = [...trying.faults, ...(trying.fiveFail ? FIVE_FAIL : [])]
    return context.html(await boardPage({ trying, language, frame: board(asked, { faults }) }), 200, headers)
  })

  /**
   * Mints a launch for a script: `{ "patient": "…", "faults": ["…"] }`, or `{ "list": "List/…" }`. JSON only, so no other
   * page can send it.
   */
  app.post('/launches', async (context) => {
    if (!context.req.header('content-type')?.startsWith('application/json'))
      return context.text('JSON wanted', 415)
    const { patient, list, ...more } = (await context.req.json()) as {
      patient?: string
      list?: string
    } & LaunchOptions
    const ofOne = Object.values(more.faultsOf ?? {}).flat()
    if (![...(more.faults ?? []), ...ofOne].every(isFault))
      return context.json({ problem: 'No such fault' }, 400)
    if (list === undefined && (!patient || !records.of(patient)))
      return context.json({ problem: 'No such patient' }, 404)
    if (list !== undefined && !aList.test(list)) return context.json({ problem: 'No such list' }, 404)
    const url = list === undefined ? address(patient ?? '', more) : board(list, more)
    return context.json({ launch: new URL(url).searchParams.get('launch'), url }, 201)
  })

  app.route('/', inboxRoutes({ ...options, headers: pageHeaders() }))

  return async (request) => app.fetch(request)
}
