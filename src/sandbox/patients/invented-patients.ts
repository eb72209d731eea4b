import type { Text } from '../language.ts'
import { BOARD_PATIENTS, RESTRICTED } from './board-patients.ts'
import { CONTRADICTED } from './contradicted.ts'
import { GAPS } from './gaps.ts'
import type { Invented } from './invented.ts'
import { NOT_APPLICABLE } from './not-applicable.ts'
import { OBJECTING } from './objecting.ts'
import { WHOLE_COURSE } from './whole-course.ts'

/** The day on which the invented records were written down as being today. */
export const WRITTEN_ON = '2026-11-23'

/** Patients who show the same kind of thing. */
export interface Group {
  readonly heading: Text
  readonly patients: readonly Invented[]
  /** True for a group that the home page folds away. */
  readonly folded?: boolean
}

/** The invented patients, as the home page groups them. */
export const GROUPS: readonly Group[] = [
  {
    heading: { en: 'The whole course is on record', nl: 'Het hele beloop is vastgelegd' },
    patients: WHOLE_COURSE,
  },
  {
    heading: { en: 'The record leaves something open', nl: 'Het dossier laat iets open' },
    patients: GAPS,
  },
  {
    heading: { en: 'The record contradicts a criterion', nl: 'Het dossier spreekt een criterium tegen' },
    patients: CONTRADICTED,
  },
  {
    heading: { en: 'The trial does not apply', nl: 'De studie is niet van toepassing' },
    patients: NOT_APPLICABLE,
  },
  {
    heading: { en: 'A referral is not allowed', nl: 'Verwijzen mag niet' },
    patients: OBJECTING,
  },
  {
    heading: { en: 'Also on the tumour board', nl: 'Ook in het MDO' },
    patients: BOARD_PATIENTS,
    folded: true,
  },
  {
    heading: { en: 'A closed record', nl: 'Een afgeschermd dossier' },
    patients: RESTRICTED,
    folded: true,
  },
]

/** Every invented patient. */
export const INVENTED_PATIENTS: readonly Invented[] = GROUPS.flatMap(({ patients }) => patients)
