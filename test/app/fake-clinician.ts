import { signal } from '@preact/signals'
import type { Clinician, Keeping } from '../../src/app/clinician.ts'

/** A clinician's part that only writes down what it is asked. */
export function fakeClinician(kept: Keeping = 'session') {
  const done: (readonly unknown[])[] = []
  const clinician: Clinician = {
    keeping: signal(kept),
    answer: (...given) => done.push(['answer', ...given]),
    withdraw: (...given) => done.push(['withdraw', ...given]),
    override: (...given) => done.push(['override', ...given]),
    removeOverride: (...given) => done.push(['removeOverride', ...given]),
  }
  return { clinician, done }
}
