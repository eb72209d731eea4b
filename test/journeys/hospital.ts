/** A hospital for one file of journeys: a sandbox EHR, a browser, and a fresh tab for each test. */
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type RunningSandbox, type StartOptions, startSandbox } from '../../src/sandbox/start.ts'
import { startBrowser } from '../support/browser.ts'
import { BUILT } from './built.ts'

/** When every journey takes place: a Monday morning in Amsterdam. */
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
  /** A new tab in a browser that remembers nothing. */
  tab(options?: BrowserContextOptions): Promise<Page>
  /** Opens a patient's chart in a tab, or in a new one. Gives the frame with the app. */
  openChart(patient: string, chart?: Chart, page?: Page): Promise<FrameLocator>
}

/** Opens the hospital for the tests of a file, and closes it after them. */
export function hospital(options: StartOptions = {}): Hospital {
  let sandbox: RunningSandbox | undefined
  let browser: Browser | undefined
  let contexts: BrowserContext[] = []
  beforeAll(async () => {
    browser = await startBrowser()
    sandbox = await startSandbox({ port: 0, clock: () => NOW, appFolder: BUILT.app, ...options })
  })
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()))
    contexts = []
  })
  afterAll(async () => {
    await browser?.close()
    await sandbox?.close()
  })
  const running = () => {
    if (!sandbox) throw new Error('The sandbox is not there yet')
    return sandbox
  }
  const tab = async (more: BrowserContextOptions = {}) => {
    if (!browser) throw new Error('The browser is not there yet')
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Amsterdam',
      viewport: { width: 1280, height: 900 },
      ...more,
    })
    contexts.push(context)
    context.setDefaultTimeout(20_000)
    await context.clock.setFixedTime(NOW)
    return context.newPage()
  }
  return {
    get sandbox() {
      return running()
    },
    tab,
    openChart: async (patient, { faults = [], banner = 'chart', ask = false } = {}, page) => {
      const choices = new URLSearchParams([...faults.map((fault) => ['fault', fault]), ['banner', banner]])
      if (ask) choices.set('ask', 'yes')
      const shown = page ?? (await tab())
      await shown.goto(`${running().url}/patients/${patient}?${choices}`)
      return shown.frameLocator('iframe[title="Trialside"]')
    },
  }
}
