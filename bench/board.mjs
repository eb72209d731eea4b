import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { openBoard } from './board-page.mjs'
import { boardRecords } from './board-records.mjs'
import { roundTrips } from './board-round-trips.mjs'
import { startStandIn } from './board-server.mjs'
import { APP_FOLDER, buildApp, buildParts } from './build.mjs'
import { figure, write, writeGoal, writeTable } from './figures.mjs'
import { AS_OF } from './record.mjs'

const PATIENTS = 200
const SIZE = 1000
/** Long enough that the page's own work between two requests does not count as a round trip. */
const LATENCY = 1000
const ROUNDS = 3
const BROWSER = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
}

/** A board of 200 patients, read by the built app from a stand-in EHR: every figure of `npm run bench -- board`. */
export async function benchBoard() {
  await buildApp()
  const parts = await import(await buildParts('board-parts'))
  const { catalog, dataNeeds, Matcher, SiteCatalog } = parts
  const further = furtherTrials(catalog)
  const site = new SiteCatalog(catalog, AS_OF)
  for (const [file, bytes] of further) {
    const problems = await site.add({ file, bytes: Uint8Array.from(bytes).buffer })
    if (problems.length > 0) throw new Error(JSON.stringify(problems))
  }
  const queries = [
    ...new Map([...dataNeeds(catalog), ...dataNeeds(site.catalog)].map((one) => [keyOf(one), one])).values(),
  ]
  const records = boardRecords({
    patients: PATIENTS,
    size: SIZE,
    queries,
    matcher: new Matcher(site.catalog),
    parts,
  })
  const server = await startStandIn({
    parts,
    ...records,
    folder: APP_FOLDER,
    definitions: further,
  })
  const open = async (settings, how) => {
    Object.assign(server.state, { latency: 0, definitions: [], batches: true, patients: PATIENTS }, settings)
    // A browser of its own: what an earlier board left behind is nobody's.
    const browser = await chromium.launch(BROWSER)
    try {
      const opened = await openBoard(browser, server, { until: 'all', traced: false, sampled: false, ...how })
      if (how?.until !== 'complete')
        assertRows(
          opened.rows,
          records,
          settings.patients ?? PATIENTS,
          catalog.trials.length + (settings.definitions?.length ?? 0),
        )
      return opened
    } finally {
      await browser.close()
    }
  }
  // Each part is told of as soon as it is known: the whole takes long.
  try {
    const patients = `${figure(PATIENTS)} patients of ${figure(SIZE)} resources, built-in trials`
    write(`\nBoard: ${patients} (Chromium)\n\n`)
    tellFirstRow(await open({ latency: LATENCY }, { until: 'complete' }))
    tellWithoutBatches(await open({ latency: LATENCY, batches: false }, { until: 'complete' }))
    tellTasks(await open({}, { traced: true }))
    tellHeap(await open({}, { sampled: true }))
    const { growth, more } = await measureGrowth(open, [...further.keys()])
    tellGrowth(growth)
    tellFurther(more, growth.at(-1), further.size)
  } finally {
    await server.close()
  }
}

const keyOf = ({ id, parameters }) => JSON.stringify([id, parameters])

/** Further trials as a site would add them, by file: each of the built-in ones under another number. */
const furtherTrials = ({ trials }) =>
  new Map(
    trials.map(({ id }, at) => {
      const number = `NCT9999999${at}`
      const written = readFileSync(new URL(`../src/catalog/trials/${id}/trial.yaml`, import.meta.url), 'utf8')
      const text = written
        .replace(/^acronym: .*$/m, `acronym: FURTHER-${at + 1}`)
        .replaceAll(id, number)
        .replaceAll(id.toLowerCase(), number.toLowerCase())
      return [`definitions/${number}/trial.yaml`, Buffer.from(text)]
    }),
  )

/** Throws unless every row says what the engine in Node says of that patient. */
function assertRows(rows, { verdicts }, patients, trials) {
  if (rows.length !== patients) throw new Error(`${rows.length} rows and not ${patients}`)
  for (const { patientId, state, verdicts: shown } of rows) {
    const expected = verdicts.get(patientId)
    const wrong = shown.filter(([trial, verdict]) => expected.get(trial) !== verdict)
    if (state !== 'done' || new Map(shown).size !== trials || wrong.length > 0)
      throw new Error(`${patientId} is ${state} with ${shown.length} verdicts, wrong: ${wrong.join('; ')}`)
  }
}

/**
 * The same board with a quarter, half and all of the patients, and once more with the further trials, in turns: a busy
 * minute must not fall on one of them alone.
 */
async function measureGrowth(open, further) {
  const boards = [
    ...[PATIENTS / 4, PATIENTS / 2, PATIENTS].map((patients) => ({ patients, definitions: [] })),
    { patients: PATIENTS, definitions: further },
  ]
  const rounds = boards.map(() => [])
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [at, board] of boards.entries()) rounds[at].push(timesOf(await open(board)))
  const times = boards.map(({ patients }, at) => ({ patients, ...shortest(rounds[at]) }))
  return { growth: times.slice(0, 3), more: times[3] }
}

const timesOf = ({ processor, since }) => ({ processor, clock: since('all') })
/** Other work on the machine makes slower, never faster. */
const shortest = (rounds) => ({
  processor: Math.min(...rounds.map(({ processor }) => processor)),
  clock: Math.min(...rounds.map(({ clock }) => clock)),
})

function tellFirstRow({ requests, at }) {
  const named = roundTrips(requests, at.named)
  const complete = roundTrips(requests, at.complete)
  write('First row, round trips from the answer of the list on:\n')
  writeWaves(complete)
  writeGoal('board-first-row', named.trips, 2, 'round trips to a name')
  writeGoal('board-first-complete', complete.trips, 2, 'round trips to all verdicts')
}

const writeWaves = ({ waves }) => {
  for (const [at, wave] of waves.entries()) write(`  ${at + 1}: ${wave}\n`)
}

/** Six at a time: more than that the app does not ask of any server at once. */
function tellWithoutBatches({ requests, at }) {
  const [named, complete] = [roundTrips(requests, at.named), roundTrips(requests, at.complete)]
  write(
    `\nOn a server that takes no batches, for information: ${named.trips} to a name, ${complete.trips} to all verdicts\n`,
  )
  writeWaves(complete)
}

function tellTasks({ rows, requests, tasks, longTasks }) {
  const [longest] = tasks
  const parts = longest
    .parts()
    .slice(0, 4)
    .map(({ name, time }) => `${name} ${figure(time, 1)}`)
  const byTheClock = Math.max(...tasks.map(({ length }) => length))
  const reported = `the browser itself reports ${longTasks.length}, up to ${figure(Math.max(0, ...longTasks))}`
  write(`
Rows: all ${figure(rows.length)} complete, with the verdicts of the engine in Node; ${figure(requests.length)} requests
Longest tasks: ${tasks
    .slice(0, 5)
    .map(({ onCpu }) => figure(onCpu, 1))
    .join(', ')} ms on the processor; ${figure(byTheClock)} by the clock; ${reported}
In the longest, ${figure(longest.at)} ms after the launch page (by the clock): ${parts.join(', ')}
`)
  writeGoal('board-task', Math.round(longest.onCpu), 50, 'ms')
}

function tellHeap({ heap }) {
  write(`
Heap at its fullest: ${figure(heap.page)} MB in the page and ${figure(heap.workers)} in ${heap.count} workers, rubbish included; ${figure(heap.kept)} in the page once that is swept out
`)
  writeGoal('board-heap', Math.round(heap.sum), 300, 'MB')
}

function tellGrowth(growth) {
  writeTable(
    `Growth (shortest of ${ROUNDS})`,
    ['patients', 'processor ms', 'per patient', 'by the clock ms', 'per patient'],
    growth.map(({ patients, processor, clock }) => [
      figure(patients),
      figure(processor),
      figure(processor / patients, 1),
      figure(clock),
      figure(clock / patients, 1),
    ]),
  )
  const [quarter, half, whole] = growth
  const each = (from, to) => (to.processor - from.processor) / (to.patients - from.patients)
  const [before, after] = [each(quarter, half), each(half, whole)]
  write(`
Each further patient: ${figure(before, 1)} ms on the processor up to ${half.patients}, ${figure(after, 1)} from there to ${whole.patients}
`)
  writeGoal('board-linear', Math.round((100 * after) / before) / 100, 1.1, 'times the time of each')
}

function tellFurther(more, built, count) {
  const percent = (name) => (100 * (more[name] / built[name] - 1)) / count
  write(`
${count} further trials, added by the site: each ${figure(percent('processor'), 1)} % on the processor, ${figure(percent('clock'), 1)} % by the clock (${figure(built.processor)} and ${figure(more.processor)} ms on the processor)
`)
  writeGoal('board-further-trial', Math.round(percent('processor') * 10) / 10, 5, '%')
}
