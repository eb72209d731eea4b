import type { GapReason, LedgerEntry } from './ledger.ts'

/**
 * Where a reader hands the body of each answer. Whoever keeps the record implements it: the worker, or
 * the same code on the page. Bodies go in as bytes, and only this report comes back.
 */
export interface PageSink {
  /** Takes one answer to a query. The buffer may be transferred: do not use it afterwards. */
  take(query: string, body: ArrayBuffer): Promise<PageReport>
  /**
   * Takes the response to a batch of queries, in their order. The buffer may be transferred.
   * @returns a report for each; nothing for one that has to be asked by itself
   */
  takeBatch(queries: readonly string[], body: ArrayBuffer): Promise<readonly (PageReport | undefined)[]>
  /** Says how a query ended. */
  finish(entry: LedgerEntry): Promise<void>
}

/** What a reader needs to know of an answer to decide what to fetch next. */
export type PageReport =
  | {
      readonly kind: 'taken'
      /** Bundle.link `next`, as the server wrote it. */
      readonly next?: string
      /** Resources taken, outcomes not counted. */
      readonly entries: number
      /** Bundle.total, when it is a whole number of zero or more. */
      readonly total?: number
      /** The answer says that something was left out. */
      readonly restricted: boolean
      /** Resources about somebody else. Any at all stops the card. */
      readonly strangers: number
    }
  | {
      readonly kind: 'refused'
      readonly reason: Extract<GapReason, 'not-json' | 'not-a-bundle' | 'not-r4' | 'empty-answer'>
    }
