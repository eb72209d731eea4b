import { breastCancer, conditionInWords, otherCondition, recurrence } from './conditions.ts'
import { invent } from './invented.ts'
import { metastasis } from './metastases.ts'
import { bloodTests, distantMetastases, noMetastases, whoStatus } from './observations.ts'
import {
  lumpectomy,
  mastectomy,
  petCt,
  plannedMastectomy,
  procedureInWords,
  radiotherapy,
} from './procedures.ts'
import { INTERPRETER_NEEDED, speaks } from './spoken.ts'

/** Patients whose record leaves something open that the card has to name. */
export const GAPS = [
  invent(
    {
      given: 'Willemijn',
      family: 'Toetsema',
      born: '1966-04-25',
      dialect: 'zib',
      sentence: {
        en: 'A referring hospital: no radiotherapy, no WHO score and no TNM on record.',
        nl: 'Een verwijzend ziekenhuis: geen radiotherapie, WHO-score of TNM in het dossier.',
      },
    },
    [
      breastCancer('2014-09-15', 'left'),
      lumpectomy('2014-10-21', 'left'),
      recurrence('2026-09-07', 'left'),
      plannedMastectomy('2026-11-12'),
      otherCondition('195967001', 'Asthma', '1989-01-01'),
      ...bloodTests('2026-11-09', 2),
    ],
  ),
  invent(
    {
      given: 'Joan',
      family: 'Tekstproef',
      born: '1956-12-02',
      sentence: {
        en: 'Almost everything in words only: nothing to decide by, all of it to confirm.',
        nl: 'Bijna alles alleen in woorden: niets om op te beslissen, alles te bevestigen.',
      },
    },
    [
      breastCancer('2015-02-03', 'right'),
      conditionInWords('lokaal recidief mamma rechts', '2026-05-05'),
      procedureInWords('borstsparende operatie rechts', '2015-03-10'),
      procedureInWords('radiotherapie mamma rechts', '2015-06-01'),
      procedureInWords('ablatio rechts', '2026-09-14'),
    ],
  ),
  invent(
    {
      given: 'Elly',
      family: 'Oudetest',
      born: '1959-02-17',
      sentence: {
        en: 'The WHO score is four months old.',
        nl: 'De WHO-score is vier maanden oud.',
      },
    },
    [
      breastCancer('2010-03-02', 'left'),
      lumpectomy('2010-04-08', 'left'),
      radiotherapy('2010-06-01', '2010-07-09', 'left'),
      recurrence('2026-03-20', 'left'),
      petCt('2026-04-10'),
      noMetastases('2026-04-17'),
      mastectomy('2026-06-02', 'left'),
      whoStatus('2026-07-20', 1),
    ],
  ),
  invent(
    {
      given: 'Pien',
      family: 'Tweetest',
      born: '1970-07-07',
      dialect: 'uscore',
      sentence: {
        en: 'Two WHO scores on one day, 2 and 3.',
        nl: 'Twee WHO-scores op één dag, 2 en 3.',
      },
    },
    [
      breastCancer('2014-01-21', 'right'),
      lumpectomy('2014-02-25', 'right'),
      radiotherapy('2014-04-14', '2014-05-23', 'right'),
      recurrence('2026-06-11', 'right'),
      petCt('2026-07-01'),
      noMetastases('2026-07-03'),
      mastectomy('2026-08-20', 'right'),
      whoStatus('2026-11-17', 2, 'answer'),
      whoStatus('2026-11-17', 3, 'answer'),
    ],
  ),
  invent(
    {
      given: 'Mieke',
      family: 'Klierproef',
      born: '1963-10-30',
      sentence: {
        en: 'M1, but in lymph nodes of the mediastinum, which the trial allows up to five.',
        nl: 'M1, maar in lymfeklieren van het mediastinum, die de studie tot vijf toestaat.',
      },
    },
    [
      breastCancer('2012-06-12', 'left'),
      lumpectomy('2012-07-17', 'left'),
      radiotherapy('2012-09-03', '2012-10-12', 'left'),
      recurrence('2026-04-28', 'left'),
      petCt('2026-05-19'),
      distantMetastases('2026-05-26'),
      metastasis('2026-05-26', 'mediastinal lymph node'),
      mastectomy('2026-07-28', 'left'),
      whoStatus('2026-10-30', 1),
    ],
  ),
  invent(
    {
      given: 'Ineke',
      family: 'Statustest',
      born: '1967-05-11',
      sentence: {
        en: 'The recurrence is on record only as the state of the first cancer, without a date.',
        nl: 'Het recidief staat alleen als status bij de eerste tumor, zonder datum.',
      },
    },
    [
      breastCancer('2011-11-08', 'right', { clinical: 'recurrence' }),
      lumpectomy('2011-12-13', 'right'),
      radiotherapy('2012-02-06', '2012-03-16', 'right'),
      petCt('2026-08-11'),
      mastectomy('2026-09-22', 'right'),
      whoStatus('2026-11-04', 0),
    ],
  ),
  invent(
    {
      given: 'Jannie',
      family: 'Kruisproef',
      born: '1962-01-29',
      sentence: {
        en: 'The radiotherapy names the chest wall and, as its reason, the other breast.',
        nl: 'De radiotherapie noemt de thoraxwand en als reden de andere borst.',
      },
    },
    [
      breastCancer('2013-03-19', 'left'),
      lumpectomy('2013-04-23', 'left'),
      radiotherapy('2013-06-10', '2013-07-19', undefined, 'chest wall', {
        reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C50.811' }] }],
      }),
      recurrence('2026-06-09', 'left'),
      petCt('2026-06-30'),
      noMetastases('2026-07-02'),
      mastectomy('2026-08-25', 'left'),
      whoStatus('2026-11-11', 1),
    ],
  ),
  invent(
    {
      given: 'Zofia',
      family: 'Testowska',
      born: '1972-09-14',
      dialect: 'uscore',
      more: { extension: [INTERPRETER_NEEDED], communication: [speaks('pl', 'Polish')] },
      sentence: {
        en: 'Speaks Polish and needs an interpreter: the clinician has to say whether her Dutch is enough.',
        nl: 'Spreekt Pools en heeft een tolk nodig: de arts moet zeggen of haar Nederlands volstaat.',
      },
    },
    [
      breastCancer('2016-05-17', 'right'),
      lumpectomy('2016-06-21', 'right'),
      radiotherapy('2016-08-15', '2016-09-23', 'right'),
      recurrence('2026-05-19', 'right'),
      petCt('2026-06-08'),
      noMetastases('2026-06-11'),
      mastectomy('2026-08-04', 'right'),
      whoStatus('2026-11-13', 1, 'answer'),
    ],
  ),
] as const
