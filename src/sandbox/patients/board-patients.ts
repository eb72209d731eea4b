import type { Text } from '../language.ts'
import type { Dialect, Side } from './body-site.ts'
import { coded, concept } from './codes.ts'
import { breastCancer, condition, recurrence } from './conditions.ts'
import { type Entry, type Invented, invent, TEST_DATA } from './invented.ts'
import { boneMetastasis } from './metastases.ts'
import { bloodTests, distantMetastases, noMetastases, whoStatus } from './observations.ts'
import { lumpectomy, mastectomy, petCt, radiotherapy } from './procedures.ts'

/** What the record of one more patient on the board amounts to. */
type Course =
  | 'whole'
  | 'no-who'
  | 'no-radiotherapy'
  | 'old-who'
  | 'who-3'
  | 'bone'
  | 'other-side'
  | 'other-cancer'

const SENTENCES: Readonly<Record<Course, Text>> = {
  whole: { en: 'The whole course on record.', nl: 'Het hele beloop vastgelegd.' },
  'no-who': { en: 'No WHO score on record.', nl: 'Geen WHO-score vastgelegd.' },
  'no-radiotherapy': { en: 'No radiotherapy on record.', nl: 'Geen bestraling vastgelegd.' },
  'old-who': { en: 'The WHO score is five months old.', nl: 'De WHO-score is vijf maanden oud.' },
  'who-3': { en: 'WHO 3, measured this month.', nl: 'WHO 3, deze maand bepaald.' },
  bone: { en: 'A metastasis in bone.', nl: 'Een metastase in het bot.' },
  'other-side': { en: 'Irradiated on the other side.', nl: 'Aan de andere zijde bestraald.' },
  'other-cancer': {
    en: 'Lung cancer, on this board by mistake.',
    nl: 'Longkanker, per vergissing op deze lijst.',
  },
}

const opposite = { left: 'right', right: 'left' } as const

/** The record: breast cancer `year`, treated; back this year, treated; what the course leaves out or adds. */
function recordOf(course: Course, year: number, side: Side): readonly Entry[] {
  if (course === 'other-cancer')
    return [
      condition(concept(coded('snomed', '254637007', 'Non-small cell lung cancer')), `${year}-10-06`, {
        place: 'lung',
      }),
      whoStatus('2026-11-10', 1),
    ]
  const before = course === 'other-side' ? opposite[side] : side
  return [
    breastCancer(`${year}-02-11`, before),
    lumpectomy(`${year}-03-18`, before),
    ...(course === 'no-radiotherapy' ? [] : [radiotherapy(`${year}-05-06`, `${year}-06-14`, before)]),
    recurrence('2026-05-26', side),
    petCt('2026-06-16'),
    ...(course === 'bone'
      ? [distantMetastases('2026-06-19'), boneMetastasis('2026-06-19')]
      : [noMetastases('2026-06-19')]),
    mastectomy('2026-08-11', side),
    ...(course === 'no-who'
      ? []
      : [whoStatus(course === 'old-who' ? '2026-06-22' : '2026-11-09', course === 'who-3' ? 3 : 1)]),
    ...bloodTests('2026-11-09', 1),
  ]
}

/** Given name, family name, birth date, year of the first cancer, side, dialect, course: one line per patient. */
const LINES: readonly (readonly [string, string, string, number, Side, Dialect, Course])[] = [
  ['Aleida', 'Bordtest', '1957-03-14', 2012, 'left', 'mcode', 'whole'],
  ['Berber', 'Lijstproef', '1964-08-22', 2015, 'right', 'zib', 'no-who'],
  ['Coby', 'Agendatest', '1951-12-05', 2009, 'left', 'uscore', 'who-3'],
  ['Dorien', 'Overlegproef', '1969-06-30', 2017, 'right', 'mcode', 'no-radiotherapy'],
  ['Engeltje', 'Rijtest', '1948-01-17', 2007, 'left', 'zib', 'bone'],
  ['Femke', 'Kolomproef', '1976-10-09', 2018, 'right', 'uscore', 'whole'],
  ['Geesje', 'Notultest', '1960-05-25', 2013, 'left', 'mcode', 'old-who'],
  ['Hilde', 'Zaalproef', '1967-02-19', 2014, 'right', 'zib', 'other-side'],
  ['Ilse', 'Maandagtest', '1955-09-03', 2010, 'left', 'mcode', 'other-cancer'],
  ['Jopie', 'Verslagproef', '1962-07-28', 2016, 'right', 'uscore', 'no-who'],
]

/** Further patients on the tumour board, so that a meeting has as many as a real one. */
export const BOARD_PATIENTS: readonly Invented[] = LINES.map(
  ([given, family, born, year, side, dialect, course]) =>
    invent({ given, family, born, dialect, sentence: SENTENCES[course] }, recordOf(course, year, side)),
)

const CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality'

/** Somebody whose record is closed to the user's own rights, as a colleague's may be: no list opens it. */
export const RESTRICTED: readonly Invented[] = [
  invent(
    {
      given: 'Vera',
      family: 'Verborgentest',
      born: '1971-04-04',
      more: {
        meta: { security: [TEST_DATA, { system: CONFIDENTIALITY, code: 'V', display: 'very restricted' }] },
      },
      sentence: {
        en: 'A closed record: it opens from her own chart alone, not from a list.',
        nl: 'Een afgeschermd dossier: het gaat alleen open vanuit haar eigen dossier, niet vanaf een lijst.',
      },
    },
    recordOf('whole', 2013, 'left'),
  ),
]
