import type { Chance } from './seeded.ts'

/**
 * What becomes of one request on its way. `before`: it never arrives; `after`: it is done, and the answer is lost. `late`:
 * it arrives when nobody waits any more, or after the connection has broken.
 */
export type Fault =
  | 'none'
  | 'silence-before'
  | 'silence-after'
  | 'reset-before'
  | 'reset-after'
  | 'error-before'
  | 'error-after'
  | 'busy'
  | 'late'
  | 'reset-late'

/** How likely each fault is; the rest goes well. */
export type Weather = Readonly<Partial<Record<Exclude<Fault, 'none'>, number>>>

/** Nothing goes wrong. */
export const CALM: Weather = {}

/** Of a submission: three in ten are done and their answer never comes, one in ten never arrives. */
export const STORM: Weather = {
  'silence-after': 0.3,
  'silence-before': 0.1,
  'reset-after': 0.03,
  'reset-before': 0.03,
  'error-after': 0.05,
  'error-before': 0.05,
  busy: 0.04,
  late: 0.03,
  'reset-late': 0.01,
}

/** Of a search or a read. */
export const ROUGH: Weather = {
  'silence-before': 0.03,
  'reset-before': 0.06,
  'reset-after': 0.02,
  'error-before': 0.06,
  busy: 0.03,
}

/** The same, so much more or less often. */
export const times = (weather: Weather, factor: number): Weather =>
  Object.fromEntries(Object.entries(weather).map(([fault, odds]) => [fault, odds * factor]))

/** What becomes of the next request. */
export function faultIn(weather: Weather, chance: Chance): Fault {
  let left = chance()
  for (const [fault, odds] of Object.entries(weather)) {
    left -= odds
    if (left < 0) return fault as Fault
  }
  return 'none'
}
