/**
 * A hospital for one file of journeys: a sandbox EHR, a browser, and a fresh profile for each test. After each
 * test it checks what holds on every journey: nothing left the sandbox, the token went to the FHIR server only,
 * no code stayed in an address, and the page broke no policy and threw nothing.
 */

import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { type RunningSandbox, type StartOptions, startSandbox } from '../../src/sandbox/start.ts'
import { startBrowser } from '../support/browser.ts'
import { setTrap, type Trap } from './trap.ts'

/** When every journey begins: a Monday morning in Amsterdam. */
export const NOW = new Date('2026-11-23T09:41:00+01:00')

/** How a chart is opened. */
export interface Chart {
  readonly faults?: readonly string[]
  /** Who shows the patient; the chart unless told otherwise. */
  readonly banner?: 'chart' | 'app'
  readonly ask?: boolean
}

/** What a test has to hand. */
export interface Hospital {
  readonly sandbox: RunningSandbox
  /** A new tab in a browser that remembers nothing and knows nothing of the app. */
  tab(options?: BrowserContextOptions): Promise<Page>
  /** A new tab in the browser that the tests of the file share: quicker, since it has the app's files. */
  sharedTab(): Promise<Page>
  /** Opens a patient's chart, in a new shared tab unless given one. Gives the frame with the app. */
  openChart(patient: string, chart?: Chart, page?: Page): Promise<FrameLocator>
  /** A complaint of the browser that this test is about. */
  expectComplaint(complaint: RegExp): void
}

/** Opens the hospital for the tests of a file, and closes it after them. */
export function hospital(options: StartOptions = {}): Hospital {
  let opened: { sandbox: RunningSandbox; browser: Browser; trap: Trap } | undefined
  let contexts: BrowserContext[] = []
  let shared: BrowserContext | undefined
  let complaints: string[] = []
  let expected: RegExp[] = []
  let knocks = 0

  const open = () => {
    if (!opened) throw new Error('The hospital is not open yet')
    return opened
  }
  beforeAll(async () => {
    const trap = await setTrap()
    const sandbox = await startSandbox({
      port: 0,
      clock: () => NOW,
      appFolder: join(inject('built'), 'app'),
      ...options,
    })
    opened = { sandbox, trap, browser: await startBrowser(trap.port) }
  })
  afterEach(async () => {
    const { sandbox, trap } = open()
    await Promise.all([...contexts, ...(shared?.pages() ?? [])].map((it) => it.close()))
    const unexpected = complaints.filter((complaint) => !expected.some((it) => it.test(complaint)))
    contexts = []
    complaints = []
    expected = []
    const before = knocks
    knocks = trap.knocks
    expect(unexpected).toEqual([])
    expect(knocks - before).toBe(0)
    expect(sandbox.sandbox.requests.filter(({ part, authorized }) => authorized && part !== 'fhir')).toEqual(
      [],
    )
  })
  afterAll(async () => {
    await opened?.browser.close()
    await opened?.sandbox.close()
    await opened?.trap.close()
  })

  /** Notes what no journey may bring about. */
  const watch = (context: BrowserContext) => {
    const { sandbox } = open()
    const fhir = new URL(sandbox.fhirUrl).origin
    context.on('request', (request) => {
      const { authorization, referer } = request.headers()
      const { origin, pathname } = new URL(request.url())
      // A transaction goes to the base address itself.
      if (authorization && !`${origin}${pathname}/`.startsWith(`${fhir}/fhir/`))
        complaints.push(`A token went to ${request.url()}`)
      if (referer && /[?&](code|state|launch)=/.test(referer)) complaints.push(`Referer: ${referer}`)
    })
    context.on('weberror', (error) => complaints.push(`Thrown: ${error.error()}`))
    context.on('console', (message) => {
      // The browser's own word on an answer that is no success: those are the faults under test.
      if (message.text().startsWith('Failed to load resource')) return
      complaints.push(`Console, ${message.type()}: ${message.text()}`)
    })
  }
  const profile = async (more: BrowserContextOptions = {}) => {
    const context = await open().browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Amsterdam',
      viewport: { width: 1280, height: 900 },
      ...more,
    })
    context.setDefaultTimeout(20_000)
    watch(context)
    await setClock(context)
    return context
  }
  const tab = async (more?: BrowserContextOptions) => {
    const context = await profile(more)
    contexts.push(context)
    return context.newPage()
  }
  const sharedTab = async () => {
    shared ??= await profile()
    return shared.newPage()
  }
  return {
    get sandbox() {
      return open().sandbox
    },
    tab,
    sharedTab,
    openChart: async (patient, chart = {}, page) => {
      const shown = page ?? (await sharedTab())
      await shown.goto(chartAddress(open().sandbox, patient, chart))
      return appIn(shown)
    },
    expectComplaint: (complaint) => {
      expected.push(complaint)
    },
  }
}

/**
 * Sets the clock of every page that will open, and lets a test move it. How a page came about stays true: the
 * clock would otherwise answer that question with nothing, and the app asks whether it was reloaded.
 */
async function setClock(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const real = performance
    Object.assign(window, { entriesByType: (type: string) => real.getEntriesByType(type) })
  })
  await context.clock.install({ time: NOW })
  await context.addInitScript(() => {
    const { entriesByType } = window as unknown as { entriesByType: Performance['getEntriesByType'] }
    performance.getEntriesByType = entriesByType
  })
}

/** Where a patient's chart is. */
export function chartAddress({ url }: RunningSandbox, patient: string, chart: Chart = {}): string {
  const { faults = [], banner = 'chart', ask = false } = chart
  const choices = new URLSearchParams([...faults.map((fault) => ['fault', fault]), ['banner', banner]])
  if (ask) choices.set('ask', 'yes')
  return `${url}/patients/${patient}?${choices}`
}

/** The app, in the frame of a chart. */
export const appIn = (page: Page): FrameLocator => page.frameLocator('iframe[title="Trialside"]')
