import { type FhirServer, fhirServer, type ServerHabits } from './fhir-server.ts'
import { CONDITION, PATIENT } from './sample-draft.ts'
import { type Chance, seeded } from './seeded.ts'
import { type VirtualClock, virtualClock } from './virtual-clock.ts'

/** What is the same for everybody who opens this patient's chart: one server, one time. */
export interface Ward {
  readonly server: FhirServer
  readonly clock: VirtualClock
  readonly chance: Chance
  /** Tokens that are good at the moment. */
  readonly tokens: Set<string>
  newToken(): string
}

/** A server with the patient of these tests, and what the referral is made from. */
export function openWard(habits: Partial<ServerHabits> = {}, seed = 1): Ward {
  const clock = virtualClock()
  const server = fhirServer(clock.now, habits)
  const tokens = new Set<string>()
  let count = 0
  server.store.put(PATIENT as typeof CONDITION)
  server.store.put(CONDITION)
  return {
    server,
    clock,
    chance: seeded(seed),
    tokens,
    newToken: () => {
      count += 1
      tokens.add(`token-${count}`)
      return `token-${count}`
    },
  }
}
