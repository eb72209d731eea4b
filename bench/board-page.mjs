import { AS_OF } from './record.mjs'
import { tasksOf } from './trace.mjs'

/** Tasks and who ran them: a whole meeting's trace with more than that would not fit into memory. */
const CATEGORIES = ['toplevel', 'devtools.timeline']
const ENOUGH = 15 * 60_000

/** Runs in the page: the clock says the day that the records are written for, and runs on from there. */
function setClock(now) {
  const ahead = now - Date.now()
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length === 0 ? [Real.now() + ahead] : given))
    }
    static now() {
      return Real.now() + ahead
    }
  }
}

/** Runs in the page: tells when there is a named row, a complete row, and when all have ended. */
function watch() {
  const told = new Set()
  const tell = (what) => {
    if (told.has(what)) return
    told.add(what)
    globalThis.benchTell(what)
  }
  const looking = setInterval(() => {
    if (document.querySelector('[data-open-row]')) tell('named')
    if (!document.querySelector('[data-row="done"]')) return
    tell('complete')
    const { value, max } = document.querySelector('progress') ?? {}
    if (value !== max) return
    clearInterval(looking)
    tell('all')
  }, 10)
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.benchLongTask(duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** Runs in the page: each row as it stands there. */
function readRows() {
  return [...document.querySelectorAll('[data-patient]')].map((row) => ({
    patientId: row.dataset.patient,
    state: row.dataset.row,
    verdicts: [...row.querySelectorAll('[data-trial] [data-verdict]')].map((cell) => {
      const [points] = /\d+/.exec(cell.querySelector('span').textContent) ?? []
      const trial = cell.closest('[data-trial]').dataset.trial
      return [trial, [cell.dataset.verdict, ...(points ? [points] : [])].join(' ')]
    }),
  }))
}

/**
 * Opens the board once, in a browser that has seen nothing yet.
 * @param until `complete`: stop at the first complete row; `all`: at the last
 * @returns times in ms since the list was answered, and what was measured on the way
 */
export async function openBoard(browser, { state, appUrl, launchUrl }, { until, traced, sampled }) {
  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  const cdp = await browser.newBrowserCDPSession()
  await page.addInitScript(setClock, Date.parse(`${AS_OF}T09:00:00`))
  await page.addInitScript(watch)
  const longTasks = []
  const at = {}
  await page.exposeFunction('benchLongTask', (duration) => longTasks.push(duration))
  const ended = new Promise((resolve, reject) => {
    const tell = (what) => {
      at[what] ??= performance.now()
      if (what === until) resolve()
    }
    page.exposeFunction('benchTell', tell).catch(reject)
    setTimeout(reject, ENOUGH, new Error('the board was not complete in time')).unref()
  })
  state.requests = []
  const before = await rendererTime(cdp)
  const heap = sampled ? await sampleHeap(context, page) : undefined
  if (traced) await browser.startTracing(page, { categories: CATEGORIES })
  await page.goto(launchUrl)
  await ended
  const requests = [...state.requests]
  const processor = (await rendererTime(cdp)) - before
  const most = await heap?.end()
  const tasks = traced ? tasksOf(await browser.stopTracing(), appUrl) : []
  const rows = await page.evaluate(readRows)
  const list = requests.find(({ url }) => url.startsWith('/fhir/List/'))
  await context.close()
  await cdp.detach()
  return {
    at,
    since: (what) => at[what] - list.answered,
    requests,
    processor,
    heap: most,
    tasks,
    longTasks,
    rows,
  }
}

/** Milliseconds on the processor of all renderers together: the page with its workers. */
async function rendererTime(cdp) {
  const { processInfo } = await cdp.send('SystemInfo.getProcessInfo')
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
}

/** Asks the page and each of its workers, twice a second, how much its heap holds, rubbish included. */
async function sampleHeap(context, page) {
  const cdp = await context.newCDPSession(page)
  const workers = new Map()
  const waiting = new Map()
  let calls = 0
  let most = { sum: 0, page: 0, workers: 0, count: 0 }
  cdp.on('Target.attachedToTarget', ({ sessionId }) => workers.set(sessionId, true))
  cdp.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId))
  cdp.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message)
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  const ask = (sessionId) =>
    new Promise((resolve) => {
      calls += 1
      waiting.set(calls, resolve)
      setTimeout(resolve, 2000).unref()
      const message = JSON.stringify({ id: calls, method: 'Runtime.getHeapUsage' })
      cdp.send('Target.sendMessageToTarget', { sessionId, message }).catch(() => resolve(undefined))
    })
  const held = (usage) => ((usage?.usedSize ?? 0) + (usage?.backingStorageSize ?? 0)) / 1e6
  const sample = async () => {
    const [own, ...others] = await Promise.all([
      cdp.send('Runtime.getHeapUsage').catch(() => undefined),
      ...[...workers.keys()].map(ask),
    ])
    const inWorkers = others.reduce((sum, usage) => sum + held(usage), 0)
    const sum = held(own) + inWorkers
    if (sum > most.sum)
      most = { sum, page: held(own), workers: inWorkers, count: others.filter(Boolean).length }
  }
  let isOver = false
  const sampling = (async () => {
    while (!isOver) {
      await sample()
      await new Promise((next) => setTimeout(next, 500))
    }
  })()
  return {
    end: async () => {
      isOver = true
      await sampling
      await cdp.send('HeapProfiler.collectGarbage').catch(() => {})
      const kept = held(await cdp.send('Runtime.getHeapUsage'))
      return { ...most, kept }
    },
  }
}
