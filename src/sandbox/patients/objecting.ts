import { breastCancer, recurrence } from './conditions.ts'
import { researchObjection } from './consents.ts'
import { invent } from './invented.ts'
import { noMetastases, whoStatus } from './observations.ts'
import { lumpectomy, mastectomy, petCt, radiotherapy } from './procedures.ts'

/** Patients who may not be referred, whatever the criteria say. */
export const OBJECTING = [
  invent(
    {
      given: 'Olga',
      family: 'Objectietest',
      born: '1962-02-05',
      sentence: {
        en: 'The whole course, and an objection to research on record: she may not be referred.',
        nl: 'Het hele beloop, en een vastgelegd bezwaar tegen onderzoek: verwijzen mag niet.',
      },
    },
    [
      breastCancer('2014-03-11', 'right'),
      lumpectomy('2014-04-15', 'right'),
      radiotherapy('2014-06-02', '2014-07-11', 'right'),
      recurrence('2026-06-16', 'right'),
      petCt('2026-07-07'),
      noMetastases('2026-07-10'),
      mastectomy('2026-09-01', 'right'),
      whoStatus('2026-11-06', 1),
      researchObjection('2025-01-14'),
    ],
  ),
] as const
