/** `npm run bench`: the performance table. `-- engine`, `-- trials`, `-- page` or `-- board` for one part of it. */
import { benchBoard } from './board.mjs'
import { buildApp } from './build.mjs'
import { measureCold, measureEngine } from './engine.mjs'
import { figure, write, writeGoal, writeTable } from './figures.mjs'
import { measurePage } from './page.mjs'
import { measureTrials } from './trials.mjs'

const LARGE = 10_000

async function benchEngine() {
  const rows = []
  let reached
  for (const mixture of ['everyday', 'all-read'])
    for (const size of [1000, LARGE]) {
      const { bytes, median, shortest } = await measureEngine({ size, mixture, rounds: 25 })
      const ratio = median.whole / median.parse
      if (mixture === 'everyday' && size === LARGE) reached = ratio
      const times = [median.parse, median.intake, median.match].map((time) => figure(time, 1))
      const ratios = [median.intake / median.parse, median.match / median.parse, ratio]
      rows.push([
        `${mixture}, ${figure(size)}`,
        figure(bytes / 1e6, 1),
        ...times,
        ...ratios.map((it) => figure(it, 2)),
        figure(shortest.whole / shortest.parse, 2),
      ])
    }
  writeTable(
    'Engine: index and eleven criteria against JSON.parse of the same text (warm, medians of 25)',
    ['record', 'MB', 'parse ms', 'intake ms', 'match ms', 'intake ×', 'match ×', 'both ×', 'shortest ×'],
    rows,
  )
  const cold = []
  for (const size of [1000, LARGE]) {
    const { load, parse, whole } = await measureCold({ size, mixture: 'everyday', processes: 5 })
    cold.push([
      `everyday, ${figure(size)}`,
      ...[load, parse, whole, load + parse + whole].map((time) => figure(time, 1)),
    ])
  }
  writeTable(
    'Engine, cold: a fresh process, the first and only verdict (medians of 5, information)',
    ['record', 'load ms', 'parse ms', 'engine ms', 'in all ms'],
    cold,
  )
  write('\n')
  writeGoal('P3', Math.round(reached * 100) / 100, 0.3)
}

/** Of the time from the chart's text to one trial's card, the share that each further trial adds. */
async function benchTrials() {
  const rows = []
  let reached = 0
  for (const size of [1000, LARGE]) {
    const { whole, first, every, count, further } = await measureTrials({
      size,
      mixture: 'everyday',
      rounds: 41,
    })
    const percent = (100 * further) / whole
    if (size === LARGE) reached = percent
    const times = [whole, first, every, further].map((time) => figure(time, 2))
    rows.push([`everyday, ${figure(size)}`, ...times, figure(count), figure(percent, 2)])
  }
  writeTable(
    'Trials: from the text of a chart to the card of one trial, and what each further trial adds (warm, medians of 41)',
    ['record', 'chart to card ms', 'one again ms', 'all again ms', 'each further ms', 'further', '%'],
    rows,
  )
  write('\n')
  writeGoal('trials', Math.round(reached * 100) / 100, 5)
}

const PAGES = [
  { mixture: 'everyday', worker: true, rounds: 5 },
  { mixture: 'all-read', worker: true, rounds: 5 },
  { mixture: 'everyday', worker: false, rounds: 3 },
  { mixture: 'all-read', worker: false, rounds: 3 },
]

async function benchPage() {
  await buildApp()
  const rows = []
  const made = []
  let worst = 0
  for (const { mixture, worker, rounds } of PAGES) {
    const page = await measurePage({ size: LARGE, mixture, worker, rounds })
    const { longest } = page
    if (worker) worst = Math.max(worst, longest.onCpu)
    const name = `${mixture}, ${worker ? 'worker' : 'no worker'}`
    const times = [longest.onCpu, page.byTheClock, page.reported].map((time) => figure(time))
    const rest = [page.complete, page.requests, page.fhirRequests].map((it) => figure(it))
    rows.push([name, figure(page.distinct), figure(page.entries), ...times, ...rest])
    const parts = longest
      .parts()
      .slice(0, 4)
      .map((part) => `${part.name} ${figure(part.time, 1)}`)
    made.push(
      `${name}: ${figure(longest.onCpu, 1)} ms, ${figure(longest.at)} ms after the launch page; ${parts.join(', ')}`,
    )
  }
  writeTable(
    `Page: a record of ${figure(LARGE)} resources, from launch to complete card (Chromium, medians)`,
    [
      'record',
      'read',
      'entries',
      'task ms',
      'by the clock',
      'reported',
      'complete ms',
      'requests',
      'with token',
    ],
    rows,
  )
  write(`\nThe longest tasks (what the trace names inside them, ms by the clock)\n${made.join('\n')}\n\n`)
  writeGoal('P11', Math.round(worst), 50, 'ms')
}

const PARTS = { engine: benchEngine, trials: benchTrials, page: benchPage, board: benchBoard }
const [what] = process.argv.slice(2)
if (what !== undefined && !Object.hasOwn(PARTS, what))
  throw new Error(`${Object.keys(PARTS).join(', ')}, not ${what}`)
for (const [name, measure] of Object.entries(PARTS)) if (what === undefined || what === name) await measure()
