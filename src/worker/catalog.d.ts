declare module 'virtual:catalog' {
  import type { Catalog } from '../engine/index.ts'

  /** The catalog, compiled and checked at build time. */
  export const catalog: Catalog
  /** Version of this software. */
  export const version: string
}
