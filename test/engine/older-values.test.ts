import { describe, expect, it } from 'vitest'
import type { Language } from '../../src/engine/language.ts'
import { catalog, day, matcher, recordOf, TODAY, trial } from '../support/match.ts'
import { resourcesOf } from '../support/patient.ts'

/** The row of the performance status with one value a day, the newest on 20 November. */
function rowOf(values: number, language: Language = 'en') {
  const lines = Array.from(
    { length: values },
    (_, at) => `2026-11-${String(20 - at).padStart(2, '0')} ecog 1 id=v${at}`,
  )
  const record = recordOf(resourcesOf(['female, born 1961-04-02', ...lines].join('\n')))
  const match = matcher.match(record, [trial], day(TODAY))
  const [card] = matcher.cards(match, language, {
    software: '0',
    asOf: TODAY,
    readAt: `${TODAY}T09:41`,
    place: 'terminal',
  })
  return card?.lines.find(({ id }) => id === 'performance-status')
}

const labels = (values: number, language?: Language) =>
  rowOf(values, language)?.notUsed.map(({ reference, label }) => `${reference} ${label}`)

describe('values that a newer one replaces', () => {
  it('are listed while they are few', () => {
    expect(catalog.trials.length).toBeGreaterThan(0)
    expect(labels(7)).toHaveLength(6)
    expect(labels(7)?.some((label) => /older values/.test(label))).toBe(false)
  })

  it('are counted from the sixth on, so that hundreds of results do not fill the card', () => {
    const seen = labels(12)
    expect(seen).toHaveLength(6)
    expect(seen?.slice(0, 5).map((label) => label.split(' ')[0])).toEqual(
      [1, 2, 3, 4, 5].map((at) => `Observation/v${at}`),
    )
    expect(seen?.at(-1)).toBe('Observation/v6 and 6 older values')
    expect(rowOf(12)?.notUsed.at(-1)?.why).toBe('there is a newer one')
  })

  it('are counted in Dutch too', () => {
    expect(labels(12, 'nl')?.at(-1)).toBe('Observation/v6 en nog 6 oudere waarden')
  })
})
