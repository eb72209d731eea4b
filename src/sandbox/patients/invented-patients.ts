import { CONTRADICTED } from './contradicted.ts'
import { GAPS } from './gaps.ts'
import type { Invented } from './invented.ts'
import { NOT_APPLICABLE } from './not-applicable.ts'
import { WHOLE_COURSE } from './whole-course.ts'

/** The day on which the invented records were written down as being today. */
export const WRITTEN_ON = '2026-11-23'

/** Every invented patient, in the order of the home page. */
export const INVENTED_PATIENTS: readonly Invented[] = [
  ...WHOLE_COURSE,
  ...GAPS,
  ...CONTRADICTED,
  ...NOT_APPLICABLE,
]
