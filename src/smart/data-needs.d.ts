/** The queries of all built-in trials, put together when the app is built. */
declare module 'virtual:data-needs' {
  import type { Query } from '../engine/record/query.ts'
  export const queries: readonly Query[]
}
