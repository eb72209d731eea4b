/** What time it is in the sandbox. Injected, so that a test can move it; `start.ts` passes the real one. */
export type Clock = () => Date

/** Whole seconds since 1970, as tokens count. */
export const secondsOf = (clock: Clock): number => Math.floor(clock().getTime() / 1000)
