import { coded, concept } from './codes.ts'
import { breastCancer, condition, recurrence } from './conditions.ts'
import { invent } from './invented.ts'
import { bloodTests, whoStatus } from './observations.ts'
import { lumpectomy, mastectomy, radiotherapy } from './procedures.ts'

/** Patients to whom the trial does not apply. */
export const NOT_APPLICABLE = [
  invent(
    {
      given: 'Gerrit',
      family: 'Longproef',
      born: '1951-04-12',
      sex: 'male',
      sentence: {
        en: 'Lung cancer and nothing of breast cancer.',
        nl: 'Longkanker en niets van borstkanker.',
      },
    },
    [
      condition(
        concept(coded('snomed', '254637007', 'Non-small cell lung cancer'), 'Lung cancer'),
        '2025-11-04',
        {
          place: 'lung',
        },
      ),
      whoStatus('2026-11-05', 1),
      ...bloodTests('2026-11-10', 3),
    ],
  ),
  invent(
    {
      given: 'Loes',
      family: 'Leegtest',
      born: '1980-10-10',
      sentence: { en: 'A chart with nothing in it yet.', nl: 'Een dossier waarin nog niets staat.' },
    },
    [],
  ),
  invent(
    {
      given: 'Truus',
      family: 'Overledentest',
      born: '1940-09-09',
      more: { deceasedDateTime: '2026-10-01' },
      sentence: {
        en: 'Has died; the record would otherwise leave points to confirm.',
        nl: 'Is overleden; anders waren er punten te bevestigen.',
      },
    },
    [
      breastCancer('2005-03-01', 'right'),
      lumpectomy('2005-04-05', 'right'),
      radiotherapy('2005-05-30', '2005-07-08', 'right'),
      recurrence('2026-03-03', 'right'),
      mastectomy('2026-05-05', 'right'),
      whoStatus('2026-08-30', 2),
    ],
  ),
] as const
