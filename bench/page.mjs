import { chromium } from 'playwright-core'
import { APP_FOLDER, buildParts } from './build.mjs'
import { median } from './figures.mjs'
import { PATIENT_ID, recordOf } from './record.mjs'
import { CATEGORIES, tasksOf } from './trace.mjs'

const BROWSER = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
}

/** Runs in the app's frame: tells when every card is complete, and how long the long tasks were. */
function watch() {
  const looking = setInterval(() => {
    const cards = document.querySelectorAll('article')
    if (cards.length === 0 || document.querySelector('progress, [data-verdict="checking"]')) return
    clearInterval(looking)
    globalThis.benchComplete()
  }, 10)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.benchLongTask(duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** Runs in the app's frame: a browser that allows no worker. */
function refuseWorkers() {
  globalThis.Worker = class {
    constructor() {
      throw new DOMException('no worker here', 'SecurityError')
    }
  }
}

/**
 * Opens the chart of one patient with `size` resources, each time in a browser that has seen nothing yet.
 * @returns medians over the rounds, and how much of the record came through the queries
 */
export async function measurePage({ size, mixture, worker, rounds }) {
  const { startSandbox } = await import(await buildParts('sandbox-parts'))
  const running = await startSandbox({ port: 0, patients: [], appFolder: APP_FOLDER })
  const browser = await chromium.launch(BROWSER)
  try {
    await running.sandbox.addPatient(recordOf(size, mixture))
    const warm = await openChart(browser, running, { worker, counts: true })
    const opened = []
    for (let round = 0; round < rounds; round += 1)
      opened.push(await openChart(browser, running, { worker, counts: false }))
    const longest = opened.map(({ tasks }) => tasks[0]).sort((a, b) => a.onCpu - b.onCpu)
    return {
      entries: warm.entries,
      distinct: warm.distinct,
      longest: longest[Math.floor(rounds / 2)],
      byTheClock: median(opened.map(({ tasks }) => Math.max(...tasks.map(({ length }) => length)))),
      reported: median(opened.map(({ longTasks }) => Math.max(0, ...longTasks))),
      complete: median(opened.map(({ complete }) => complete)),
      requests: median(opened.map(({ requests }) => requests)),
      fhirRequests: median(opened.map(({ fhirRequests }) => fhirRequests)),
    }
  } finally {
    await browser.close()
    await running.close()
  }
}

/** Runs in the chart, of which only the app's frame is left: what the EHR itself draws is not ours to measure. */
function frame(address) {
  const view = document.createElement('iframe')
  view.width = '700'
  view.height = '900'
  view.src = address
  document.body.replaceChildren(view)
}

async function openChart(browser, { url, appUrl, sandbox }, { worker, counts }) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.addInitScript(watch)
  if (!worker) await page.addInitScript(refuseWorkers)
  await page.goto(url)
  if (counts) await page.addInitScript(noteEntries)
  const before = sandbox.requests.length
  const longTasks = []
  let started = 0
  await page.exposeFunction('benchLongTask', (duration) => longTasks.push(duration))
  const complete = new Promise((resolve, reject) => {
    page.exposeFunction('benchComplete', () => resolve(performance.now() - started)).catch(reject)
    setTimeout(reject, 120_000, new Error('the card was not complete within two minutes')).unref()
  })
  await browser.startTracing(page, { categories: CATEGORIES })
  started = performance.now()
  await page.evaluate(frame, sandbox.launches.address(PATIENT_ID, { needPatientBanner: false }))
  const time = await complete
  await page.waitForTimeout(500)
  const tasks = tasksOf(await browser.stopTracing(), appUrl)
  const requests = sandbox.requests.slice(before)
  const figures = {
    tasks,
    longTasks,
    complete: time,
    requests: requests.length,
    fhirRequests: requests.filter(({ authorized }) => authorized).length,
    ...(counts ? await entriesIn(page, appUrl) : {}),
  }
  await context.close()
  return figures
}

/** Runs in the app's frame: keeps the names of the resources that its requests brought in. */
function noteEntries() {
  const { fetch } = globalThis
  globalThis.benchRead = []
  globalThis.fetch = async (...request) => {
    const response = await fetch(...request)
    const { entry = [] } = await response
      .clone()
      .json()
      .catch(() => ({}))
    for (const { resource } of entry) globalThis.benchRead.push(`${resource.resourceType}/${resource.id}`)
    return response
  }
}

/** What came through the queries: entries in all, and different resources. */
async function entriesIn(page, appUrl) {
  const app = page.frames().find((frame) => frame.url().startsWith(appUrl))
  const names = await app.evaluate(() => globalThis.benchRead)
  return { entries: names.length, distinct: new Set(names).size }
}
