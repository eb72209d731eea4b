import { type Outcome, outcome } from './finding.ts'

/** The trial's text could not be read: nothing can be said, by the record or by a person. */
const evaluate = (): Outcome => outcome('incomplete')

/** A criterion whose text is not at hand. It keeps the trial from fitting until a site supplies the text. */
export const unavailable = { fields: {}, evaluate } as const
