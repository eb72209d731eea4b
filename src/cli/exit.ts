/** Exit codes. Other programs act on them. */

/** What was asked for was done; for `check`: every definition passes; for `cases`: every case came out as it says. */
export const DONE = 0
/** Something that was given is wrong. */
export const BAD_INPUT = 2
/** Something of ours is wrong. */
export const INTERNAL = 4
/** The keyboard ended it. */
export const INTERRUPTED = 130
