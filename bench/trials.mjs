import { buildParts } from './build.mjs'
import { median } from './figures.mjs'
import { AS_OF, assertRight, PATIENT_ID, recordOf } from './record.mjs'

const WARM_UP = 5
const FIRST = 'NCT06452485'

/**
 * What a further trial costs. Each round goes from the chart's text to the card of one trial, which is the 100 %,
 * and then judges the same record again: once with a catalog that knows that trial alone, once with all of them,
 * in turns, so that the difference is what the further trials cost: their own facts, their criteria and their cards.
 * @returns milliseconds, medians over the rounds, and how many further trials there are
 */
export async function measureTrials({ size, mixture, rounds }) {
  const parts = await import(await buildParts('engine-parts'))
  const { catalog, dayOfIso, Intake, Matcher, RESOURCE_TYPES, withoutTrial } = parts
  const today = dayOfIso(AS_OF)
  const further = catalog.trials.filter(({ id }) => id !== FIRST)
  const one = new Matcher(further.reduce((rest, { id }) => withoutTrial(rest, id), catalog))
  const all = new Matcher(catalog)
  const making = { software: 'bench', asOf: AS_OF, readAt: `${AS_OF}T09:00`, place: 'terminal' }
  const cardsOf = (matcher, record) => {
    const began = performance.now()
    const match = matcher.match(record, matcher.catalog.trials, today)
    const cards = matcher.cards(match, 'en', making)
    return { time: performance.now() - began, match, cards }
  }
  const text = JSON.stringify(recordOf(size, mixture))
  const times = { whole: [], one: [], all: [] }
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const began = performance.now()
    const intake = new Intake(PATIENT_ID, { bundles: ['collection'] })
    const { entries } = intake.take(JSON.parse(text))
    for (const resource of RESOURCE_TYPES)
      intake.finish({ query: `file:${resource}`, resource, state: 'complete', pages: 1, entries })
    const record = intake.record()
    cardsOf(one, record)
    const whole = performance.now() - began
    // Whoever goes second finds a warmer cache: they take turns.
    const turns = round % 2 === 0 ? ['one', 'all'] : ['all', 'one']
    const again = {}
    for (const name of turns) again[name] = cardsOf(name === 'one' ? one : all, record)
    assertRight(again.all.match.verdicts.find(({ trial }) => trial.id === FIRST))
    if (again.all.cards.length !== catalog.trials.length) throw new Error('a trial without a card')
    if (round < 0) continue
    times.whole.push(whole)
    times.one.push(again.one.time)
    times.all.push(again.all.time)
  }
  const [whole, first, every] = [median(times.whole), median(times.one), median(times.all)]
  return { whole, first, every, count: further.length, further: (every - first) / further.length }
}
