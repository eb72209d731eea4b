/**
 * The tasks of the main thread that ran the app, out of a Chromium trace. The browser's own long-task entries
 * begin at 50 ms; a trace has every task.
 */

/** What to record: tasks, what they are made of, and the marks that the page sets. */
export const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'blink.user_timing',
  'v8',
]

const isTask = ({ name }) => name === 'RunTask' || name === 'ThreadControllerImpl::RunTask'
const milliseconds = (microseconds) => (microseconds ?? 0) / 1000

/**
 * @param trace the trace as the browser gives it
 * @param origin the app's origin: the thread that committed a page of it is the one looked at
 * @returns the tasks from the first page of the app to the end, the one that kept the processor longest first
 */
export function tasksOf(trace, origin) {
  const events = JSON.parse(trace.toString()).traceEvents
  const commits = events.filter(
    ({ name, args }) => name === 'CommitLoad' && args?.data?.url?.startsWith(origin),
  )
  const [first] = commits.sort((a, b) => a.ts - b.ts)
  if (!first) throw new Error('the trace has no page of the app')
  const own = events.filter(
    ({ pid, tid, ts, ph }) => pid === first.pid && tid === first.tid && ph === 'X' && ts >= 0,
  )
  return own
    .filter((event) => isTask(event) && event.ts + event.dur >= first.ts)
    .map((task) => ({
      length: milliseconds(task.dur),
      onCpu: milliseconds(task.tdur ?? task.dur),
      at: milliseconds(task.ts - first.ts),
      task,
    }))
    .sort((a, b) => b.onCpu - a.onCpu)
    .map((found) => ({ ...found, parts: () => partsOf(found.task, own) }))
}

const PARTS =
  /^(?:EvaluateScript|FunctionCall|v8\.compile\w*|RunMicrotasks|TimerFire|ParseHTML|Layout|UpdateLayoutTree|Paint|PrePaint|Layerize|Commit|HitTest|MajorGC|MinorGC|XHRReadyStateChange|EventDispatch|FireAnimationFrame)$/

/** What a task is made of: time by kind of work, nested work not counted twice, most first. */
function partsOf(task, events) {
  const inside = events
    .filter(({ name, ts, dur }) => PARTS.test(name) && ts >= task.ts && ts + dur <= task.ts + task.dur)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur)
  const self = new Map()
  const open = []
  for (const event of inside) {
    while (open.length > 0 && open.at(-1).ts + open.at(-1).dur <= event.ts) open.pop()
    const around = open.at(-1)
    if (around) self.set(around.name, self.get(around.name) - event.dur)
    self.set(event.name, (self.get(event.name) ?? 0) + event.dur)
    open.push(event)
  }
  return [...self].map(([name, time]) => ({ name, time: milliseconds(time) })).sort((a, b) => b.time - a.time)
}
