import type { VerdictKind } from './verdict.ts'

/** True for a trial that is worth discussing; the others need nothing. */
export const isWorthDiscussing = (kind: VerdictKind): boolean => kind === 'fits' || kind === 'may-fit'
