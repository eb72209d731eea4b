import type { ReferralState } from '../../../src/engine/referral/state.ts'
import type { Asked } from './fhir-server.ts'
import type { Wire } from './flaky-fetch.ts'
import { keyOf, openTab, type Tab, type TabOptions } from './tab.ts'
import type { Ward } from './ward.ts'
import type { Fault } from './weather.ts'

/** Whether a request is a write, a search for a referral, or something else. */
export const isWrite = ({ method }: Asked): boolean => method === 'POST'

/** A search for one referral: those for all generations have many identifiers in one. */
export const isSearchFor = ({ query }: Asked): boolean =>
  /identifier|_tag/.test([...query.keys()].join()) &&
  ![...query.values()].some((value) => value.includes(','))

/** Faults in turn, for the requests that are meant; then none. */
export function inTurn(isMeant: (asked: Asked) => boolean, ...faults: readonly Fault[]): Wire['fault'] {
  let next = 0
  return (asked) => {
    if (!isMeant(asked)) return 'none'
    next += 1
    return faults[next - 1] ?? 'none'
  }
}

/** Always the same fault, for the requests that are meant. */
export const always =
  (isMeant: (asked: Asked) => boolean, fault: Fault): Wire['fault'] =>
  (asked) =>
    isMeant(asked) ? fault : 'none'

/** The first fault that any of these gives. */
export const either =
  (...all: readonly Wire['fault'][]): Wire['fault'] =>
  (asked) =>
    all.map((fault) => fault(asked)).find((fault) => fault !== 'none') ?? 'none'

/** Nothing is under way any more, a second look included. */
export const isSettled = (state: ReferralState): boolean =>
  ['notSent', 'ambiguous', 'ready', 'idle'].includes(state.kind) ||
  (state.kind === 'sent' && state.sent.copies !== 'looking')

/** Opens, and goes as far as the confirm step where there is one. */
export async function opened(tab: Tab): Promise<ReferralState> {
  tab.run.open()
  await tab.until(({ kind }) => kind !== 'checking')
  tab.run.review()
  return tab.run.state
}

/** Refers, from opening to the end. */
export async function referred(tab: Tab, reason?: string): Promise<ReferralState> {
  await opened(tab)
  tab.run.confirm({ agreed: true, ...(reason === undefined ? {} : { reason }) })
  return tab.until(isSettled)
}

/** Opens the app in a tab and refers: the whole of a plain story. */
export async function story(ward: Ward, options: TabOptions = {}) {
  const tab = openTab(ward, options)
  const state = await ward.clock.tell(referred(tab))
  return { tab, state, held: heldBy(ward), kinds: kindsOf(tab) }
}

/** How many of each kind the server really holds of the first referral. */
export function heldBy({ server }: Ward): { readonly orders: number; readonly tasks: number } {
  const count = (type: string) => server.store.under(keyOf(0), type).length
  return { orders: count('ServiceRequest'), tasks: count('Task') }
}

/** The states that were shown, each once in a row. */
export const kindsOf = ({ shown }: Tab): readonly string[] =>
  shown.map(({ kind }) => kind).filter((kind, at, all) => kind !== all[at - 1])

/** The writes of a type that reached the server; `` is a transaction. */
export const writesOf = ({ server }: Ward, path?: string): number =>
  server.writes.filter((asked) => asked.method === 'POST' && (path === undefined || asked.path === path))
    .length
