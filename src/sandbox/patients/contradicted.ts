import { coded, concept } from './codes.ts'
import { breastCancer, condition, recurrence } from './conditions.ts'
import { invent } from './invented.ts'
import { boneMetastasis } from './metastases.ts'
import { bloodTests, distantMetastases, noMetastases, whoStatus } from './observations.ts'
import { lumpectomy, mastectomy, petCt, radiotherapy } from './procedures.ts'

/** Patients whose record contradicts a criterion. */
export const CONTRADICTED = [
  invent(
    {
      given: 'Rosa',
      family: 'Voorbeeldtest',
      born: '1949-08-03',
      dialect: 'uscore',
      sentence: {
        en: 'WHO 3, measured last week: the trial asks for 2 at most.',
        nl: 'WHO 3, vorige week bepaald: de studie vraagt hoogstens 2.',
      },
    },
    [
      breastCancer('2008-10-14', 'left'),
      lumpectomy('2008-11-18', 'left'),
      radiotherapy('2009-01-12', '2009-02-20', 'left'),
      recurrence('2026-05-12', 'left'),
      petCt('2026-06-02'),
      noMetastases('2026-06-05'),
      mastectomy('2026-07-21', 'left'),
      whoStatus('2026-08-30', 2, 'answer'),
      whoStatus('2026-11-16', 3, 'answer'),
      ...bloodTests('2026-11-16', 3),
    ],
  ),
  invent(
    {
      given: 'Sofie',
      family: 'Overzijtest',
      born: '1965-06-06',
      sentence: {
        en: 'Irradiated left, recurrence right: the other side.',
        nl: 'Links bestraald, recidief rechts: de andere zijde.',
      },
    },
    [
      breastCancer('2011-01-25', 'left'),
      lumpectomy('2011-03-01', 'left'),
      radiotherapy('2011-04-18', '2011-05-27', 'left'),
      recurrence('2026-07-14', 'right'),
      petCt('2026-08-04'),
      noMetastases('2026-08-07'),
      mastectomy('2026-09-29', 'right'),
      whoStatus('2026-11-03', 1),
    ],
  ),
  invent(
    {
      given: 'Bep',
      family: 'Bottest',
      born: '1958-11-20',
      sentence: {
        en: 'A metastasis in bone, outside the regions that the trial allows.',
        nl: 'Een metastase in het bot, buiten de gebieden die de studie toestaat.',
      },
    },
    [
      breastCancer('2012-02-07', 'right'),
      lumpectomy('2012-03-13', 'right'),
      radiotherapy('2012-05-07', '2012-06-15', 'right'),
      recurrence('2026-04-07', 'right'),
      petCt('2026-04-28'),
      distantMetastases('2026-05-06'),
      boneMetastasis('2026-05-06'),
      mastectomy('2026-06-23', 'right'),
      whoStatus('2026-10-27', 1),
    ],
  ),
  invent(
    {
      given: 'Nora',
      family: 'Sarcoomproef',
      born: '1974-03-16',
      sentence: {
        en: 'A sarcoma of the breast, which the trial excludes.',
        nl: 'Een sarcoom van de borst, dat de studie uitsluit.',
      },
    },
    [
      condition(concept(coded('snomed', '278050001', 'Sarcoma of breast')), '2018-05-15', {
        side: 'left',
        place: 'breast',
      }),
      mastectomy('2018-06-26', 'left'),
      radiotherapy('2018-08-20', '2018-10-05', 'left', 'chest wall'),
      recurrence('2026-08-18', 'left', 'chest wall'),
      whoStatus('2026-11-12', 0),
    ],
  ),
  invent(
    {
      given: 'Fleur',
      family: 'Jongetest',
      born: '2010-05-02',
      birthMoves: true,
      sentence: {
        en: 'Sixteen years old; the trial is for adults.',
        nl: 'Zestien jaar; de studie is voor volwassenen.',
      },
    },
    [breastCancer('2026-09-01', 'left'), lumpectomy('2026-10-05', 'left'), whoStatus('2026-11-09', 0)],
  ),
] as const
