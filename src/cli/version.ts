import { version } from '../../package.json'

/** The version of this software. */
export const VERSION = version
