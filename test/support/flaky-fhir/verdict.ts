import type { ReferralState } from '../../../src/engine/referral/state.ts'
import type { Seat } from './simulate.ts'
import { keyOf } from './tab.ts'
import type { Ward } from './ward.ts'

/** What came of one submission, by what the server holds and what was said on screen. Numbers to be added up. */
export interface Verdict {
  /** Told "sent", or nothing that says otherwise, and it is not there whole. */
  readonly lost: number
  /** Further copies. */
  readonly copies: number
  /** Further copies that nobody was told of. */
  readonly undetected: number
  /** Further copies that were written when a look would have shown the first. */
  readonly avoidable: number
  /** "Sent" while it was not there whole. */
  readonly falselySent: number
  /** Nobody can say, though the network is well again. */
  readonly unresolved: number
  /** "Not sent", and it is there whole; whoever opens it again is told. */
  readonly unseen: number
  readonly sent: number
  readonly notSent: number
  readonly seenEarlier: number
  readonly posts: number
  readonly bugs: number
  /** What to look at again. */
  readonly story?: string
}

/** The app takes a look of two seconds for good, and both ways take their time. What came during it, it cannot see. */
const LOOK_LASTS = 2_500

/** Judges a submission when everything has settled. */
export function judge({ server }: Ward, seats: readonly Seat[], ends: readonly ReferralState[]): Verdict {
  const of = (type: string) => server.store.under(keyOf(0), type)
  const [orders, tasks] = [of('ServiceRequest'), of('Task')]
  const isWhole = orders.length > 0 && tasks.length > 0
  const copies = Math.max(0, orders.length - 1) + Math.max(0, tasks.length - 1)
  const isTold = (state: ReferralState) =>
    state.kind === 'sent'
      ? state.sent.duplicates.length > 0
      : 'checked' in state &&
        (state.checked?.earlier.some(({ duplicates }) => duplicates.length > 0) ?? false)
  const toldSent = ends.some(({ kind }) => kind === 'sent')
  const isPart = orders.length + tasks.length > 0 && !isWhole
  const avoidable = [orders, tasks].flatMap((rows) =>
    rows.filter(({ leftAt }, at) =>
      rows.slice(0, at).some(({ foundFrom }) => foundFrom + LOOK_LASTS < leftAt),
    ),
  ).length
  const end = ends.map((state) => state.kind)
  const verdict = {
    lost: Number((toldSent && !isWhole) || (isPart && !ends.some(saysHalf))),
    copies,
    undetected: ends.some(isTold) ? 0 : copies,
    avoidable,
    falselySent: seats.flatMap(({ falselySent }) => falselySent).length,
    unresolved: ends.filter(({ kind }) => !['sent', 'notSent', 'ready', 'idle', 'confirming'].includes(kind))
      .length,
    unseen: Number(isWhole && !ends.some(saysThere)),
    sent: Number(toldSent),
    notSent: Number(!toldSent && end.includes('notSent')),
    seenEarlier: Number(!toldSent && ends.some(saysThere)),
    posts: server.writes.filter(({ method }) => method === 'POST').length,
    bugs: seats.flatMap(({ tabs }) => tabs).flatMap(({ bugs }) => bugs).length,
  }
  return verdict
}

/** True where the screen says that a part of it is there. */
const saysHalf = (state: ReferralState): boolean =>
  (state.kind === 'notSent' && state.why.kind === 'half') ||
  state.kind === 'ambiguous' ||
  ('checked' in state && (state.checked?.earlier.some(({ status }) => status === 'half') ?? false))

/** True where the screen says that it is there. */
const saysThere = (state: ReferralState): boolean =>
  state.kind === 'sent' || ('checked' in state && (state.checked?.earlier.length ?? 0) > 0)
