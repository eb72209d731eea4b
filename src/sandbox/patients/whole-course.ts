import { breastCancer, breastCancerIcd, otherCondition, recurrence } from './conditions.ts'
import { invent } from './invented.ts'
import { bloodTests, noMetastases, whoStatus } from './observations.ts'
import {
  chestWallExcision,
  lumpectomy,
  mastectomy,
  petCt,
  petCtPictures,
  radiotherapy,
} from './procedures.ts'
import { speaks } from './spoken.ts'

/** Patients whose record holds the whole course, in one way or another. */
export const WHOLE_COURSE = [
  invent(
    {
      given: 'Anna',
      family: 'Testmeijer',
      born: '1961-11-12',
      more: { communication: [speaks('nl', 'Dutch')] },
      sentence: {
        en: 'Whole course on record, left: breast-conserving, irradiated, recurrence, salvage mastectomy. Only the clinician’s answers are open.',
        nl: 'Hele beloop vastgelegd, links: borstsparend, bestraald, recidief, ablatio. Alleen de antwoorden van de arts ontbreken.',
      },
    },
    [
      breastCancer('2015-02-21', 'left'),
      lumpectomy('2015-04-02', 'left'),
      radiotherapy('2015-06-11', '2015-08-14', 'left'),
      recurrence('2026-05-08', 'left'),
      petCt('2026-08-15'),
      noMetastases('2026-09-03'),
      mastectomy('2026-10-06', 'left'),
      whoStatus('2026-11-10', 1),
      otherCondition('38341003', 'Hypertension', '2012-03-01'),
      ...bloodTests('2026-11-16', 4),
    ],
  ),
  invent(
    {
      given: 'Corrie',
      family: 'van Toetsen',
      born: '1964-10-16',
      dialect: 'zib',
      more: { communication: [speaks('nl', 'Nederlands', 'G')] },
      sentence: {
        en: 'The same course in a Dutch record (zib), with the scan only in the picture archive.',
        nl: 'Hetzelfde beloop in een Nederlands dossier (zib), met de scan alleen in het beeldarchief.',
      },
    },
    [
      breastCancer('2013-02-04', 'right'),
      lumpectomy('2013-04-10', 'right'),
      radiotherapy('2013-06-09', '2013-08-10', 'right'),
      recurrence('2026-07-02', 'right'),
      petCtPictures('2026-08-03'),
      noMetastases('2026-09-03'),
      mastectomy('2026-10-18', 'right'),
      whoStatus('2026-11-02', 0, 'answer'),
    ],
  ),
  invent(
    {
      given: 'Marijke',
      family: 'Testema',
      born: '1960-01-18',
      dialect: 'uscore',
      sentence: {
        en: 'Mastectomy first and chest-wall irradiation, then a chest-wall recurrence, excised.',
        nl: 'Eerst ablatio en bestraling van de thoraxwand, daarna een recidief in de thoraxwand, verwijderd.',
      },
    },
    [
      breastCancer('2007-02-07', 'right'),
      mastectomy('2007-04-18', 'right'),
      radiotherapy('2007-06-07', '2007-08-26', 'right', 'chest wall'),
      recurrence('2026-05-26', 'right', 'chest wall'),
      petCt('2026-08-06'),
      noMetastases('2026-09-03'),
      chestWallExcision('2026-10-12', 'right'),
      whoStatus('2026-11-14', 1, 'answer'),
    ],
  ),
  invent(
    {
      given: 'Hendrik',
      family: 'Proefman',
      born: '1957-06-30',
      sex: 'male',
      sentence: {
        en: 'A man: the trial is for all sexes.',
        nl: 'Een man: de studie is voor elk geslacht.',
      },
    },
    [
      breastCancer('2016-01-12', 'left'),
      lumpectomy('2016-02-20', 'left'),
      radiotherapy('2016-04-04', '2016-05-13', 'left'),
      recurrence('2026-06-15', 'left'),
      petCt('2026-07-20'),
      noMetastases('2026-07-25'),
      mastectomy('2026-09-30', 'left'),
      whoStatus('2026-10-28', 1),
      otherCondition('44054006', 'Type 2 diabetes mellitus', '2010-09-01'),
    ],
  ),
  invent(
    {
      given: 'Tineke',
      family: 'Dubbeltest',
      born: '1955-03-09',
      sentence: {
        en: 'Disease on both sides: the course is on the left, the right does not enter into it.',
        nl: 'Beide zijden aangedaan: het beloop is links, rechts doet er niet toe.',
      },
    },
    [
      breastCancer('2011-05-03', 'left'),
      lumpectomy('2011-06-01', 'left'),
      radiotherapy('2011-07-11', '2011-08-19', 'left'),
      breastCancer('2018-02-13', 'right'),
      mastectomy('2018-03-20', 'right'),
      recurrence('2026-06-04', 'left'),
      petCt('2026-06-29'),
      noMetastases('2026-07-02'),
      mastectomy('2026-08-27', 'left'),
      whoStatus('2026-11-05', 2),
    ],
  ),
  invent(
    {
      given: 'Greta',
      family: 'Sampleton',
      born: '1968-08-22',
      dialect: 'uscore',
      sentence: {
        en: 'A second cancer of the same breast, known only by its ICD-10-CM code.',
        nl: 'Een tweede tumor in dezelfde borst, alleen met een ICD-10-CM-code vastgelegd.',
      },
    },
    [
      breastCancerIcd('2009-03-02', 'C50.411', 'Breast cancer, right'),
      lumpectomy('2009-04-06', 'right'),
      radiotherapy('2009-05-25', '2009-07-03', 'right'),
      breastCancerIcd('2026-04-20', 'C50.911', 'Breast cancer, right'),
      petCt('2026-05-18'),
      mastectomy('2026-07-09', 'right'),
      whoStatus('2026-10-19', 1, 'answer'),
    ],
  ),
  invent(
    {
      given: 'Lenie',
      family: 'Langetest',
      born: '1953-12-01',
      more: { communication: [speaks('nl', 'Dutch')] },
      sentence: {
        en: 'A long record: the same course under more than a thousand laboratory values.',
        nl: 'Een lang dossier: hetzelfde beloop onder meer dan duizend laboratoriumwaarden.',
      },
    },
    [
      ...bloodTests('2026-11-18', 180),
      breastCancer('2012-10-02', 'right'),
      lumpectomy('2012-11-06', 'right'),
      radiotherapy('2013-01-07', '2013-02-15', 'right'),
      otherCondition('13645005', 'Chronic obstructive pulmonary disease', '2014-01-01'),
      otherCondition('49436004', 'Atrial fibrillation', '2019-05-01'),
      recurrence('2026-03-17', 'right'),
      petCt('2026-04-02'),
      noMetastases('2026-04-09'),
      mastectomy('2026-05-28', 'right'),
      whoStatus('2026-11-18', 2),
    ],
  ),
] as const
