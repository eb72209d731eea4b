import { resolve } from 'node:path'

/** Where the build for the journeys is. The doors find the app beside them, as in `dist`. */
export const BUILT = {
  app: resolve('dist/journeys/app'),
  doors: resolve('dist/journeys/doors'),
} as const
