/** What page and worker say to each other. Bytes and ledger go in; reports and cards come out. */
import type { Card } from '../engine/card/card.ts'
import type { Language } from '../engine/language.ts'
import type { LedgerEntry } from '../engine/record/ledger.ts'
import type { Opening } from './engine-host.ts'

/** A request of the page; `call` numbers it, and its answer carries the same number. */
export type Request = { readonly call: number } & (
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'take'; readonly query: string; readonly body: ArrayBuffer }
  | { readonly kind: 'finish'; readonly entry: LedgerEntry }
  | { readonly kind: 'language'; readonly language: Language }
)

/** A request as the caller writes it. */
export type Unnumbered<R> = R extends unknown ? Omit<R, 'call'> : never

/** What the worker answers, or tells by itself. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly call: number; readonly value: unknown }
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  | { readonly kind: 'fault' }
