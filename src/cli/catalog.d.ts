/** The whole catalog, put together when the command line is built. */
declare module 'virtual:catalog' {
  import type { Catalog } from '../engine/index.ts'
  export const catalog: Catalog
}

/** The files of the trials that ship, as they are written. */
declare module 'virtual:trial-files' {
  import type { TrialFiles } from '../authoring/load.ts'
  export const files: TrialFiles
}
