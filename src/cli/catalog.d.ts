/** The whole catalog, put together when the command line is built. */
declare module 'virtual:catalog' {
  import type { Catalog } from '../engine/index.ts'
  export const catalog: Catalog
}
