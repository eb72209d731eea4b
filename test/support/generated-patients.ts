/**
 * Patients by chance, in the notation of `patient.ts`, so that a counterexample can be read. Most have a course
 * that the trial is about, with entries that nearly count: another side, half a date, another status, a stranger.
 */
import fc from 'fast-check'
import type { Answer } from '../../src/engine/facts/answers.ts'
import type { Resource } from '../../src/engine/fhir.ts'
import { catalog } from './match.ts'
import { resourcesOf } from './patient.ts'

/** A patient by chance: who it is, and the lines of the record, each with an id of its own. */
export interface GeneratedPatient {
  readonly who: string
  readonly lines: readonly string[]
}

const pad = (n: number): string => String(n).padStart(2, '0')
const MONTHS = [1, 2, 3, 6, 10, 11, 12]

/** Days of a course, close enough to meet each other and the limits. */
const dayIn = (from: number, to: number) =>
  fc
    .tuple(
      fc.integer({ min: from, max: to }),
      fc.constantFrom(...MONTHS),
      fc.constantFrom(1, 2, 15, 23, 24, 28),
    )
    .map(([year, month, date]) => `${year}-${pad(month)}-${pad(date)}`)

const dateIn = (from: number, to: number) =>
  fc.oneof(
    { weight: 8, arbitrary: dayIn(from, to) },
    { weight: 1, arbitrary: dayIn(from, to).map((day) => day.slice(0, 7)) },
    { weight: 1, arbitrary: dayIn(from, to).map((day) => day.slice(0, 4)) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(dayIn(from, to), dayIn(from, to))
        .map(([a, b]) => (a < b ? `${a}/${b}` : `${b}/${a}`)),
    },
    { weight: 1, arbitrary: dayIn(from, to).map((day) => `${day}/`) },
    { weight: 1, arbitrary: fc.constant('-') },
    { weight: 1, arbitrary: dayIn(from, to).map((day) => `recorded:${day}`) },
  )

const recently = fc.oneof(
  fc.constantFrom(
    '2026-08-24',
    '2026-08-25',
    '2026-08-26',
    '2026-11-22',
    '2026-11-23',
    '2026-11-24',
    '2026-11',
  ),
  dayIn(2025, 2026),
)

/** Mostly left, so that things meet on one side. */
const side = fc.oneof(
  { weight: 8, arbitrary: fc.constant('left') },
  { weight: 2, arbitrary: fc.constant('right') },
  { weight: 1, arbitrary: fc.constantFrom('both', '', 'left right') },
)

const site = fc.oneof(
  { weight: 6, arbitrary: fc.constant('breast') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('chest-wall', 'axilla', 'internal-mammary', 'lung', 'left-breast', ''),
  },
)

const verification = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['unconfirmed', 'provisional', 'differential', 'refuted', 'entered-in-error', '-', 'nonsense'].map(
        (code) => `verification=${code}`,
      ),
    ),
  },
)

const clinical = fc.oneof(
  { weight: 8, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['recurrence', 'relapse', 'remission', 'inactive', 'resolved', '-'].map(
        (code) => `clinical=${code}`,
      ),
    ),
  },
)

const statusAmong = (...codes: readonly string[]) =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant('') },
    { weight: 2, arbitrary: fc.constantFrom(...codes.map((code) => `status=${code}`)) },
  )

const procedureStatus = statusAmong(
  'preparation',
  'in-progress',
  'not-done',
  'on-hold',
  'stopped',
  'entered-in-error',
  'unknown',
  '-',
)
const reportStatus = statusAmong(
  'registered',
  'preliminary',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
  'unknown',
)

const version = fc.oneof(
  { weight: 9, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('version=1', 'version=2', 'updated=2026-01-01T00:00:00Z') },
)
const subject = fc.oneof(
  { weight: 19, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('subject=Patient/q', 'subject=Group/p') },
)

const words = (...parts: readonly fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((found) => found.filter((part) => part !== '').join(' '))

const conditionCode = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('recurrence', 'carcinoma', 'cancer') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'left-cancer',
      'right-cancer',
      'sarcoma',
      'phyllodes',
      'in-situ',
      'history',
      'lung-cancer',
      'bone-metastasis',
      'axillary-metastasis',
      'skin-metastasis',
      'radiotherapy-history',
      'condition ICD10CM|C50.912',
      'condition ICD10CM|C50.911',
      'condition ICD10NL|C50.9',
      'condition SNOMED|1259237005',
      'condition SNOMED|44054006',
      'condition LOCAL|123',
      'condition display=recidief_links',
      'cancer morphology=ICDO3|8500/3',
      'cancer morphology=ICDO3|8800/3',
    ),
  },
)

const condition = words(
  dateIn(2009, 2026),
  conditionCode,
  side,
  site,
  verification,
  clinical,
  version,
  subject,
)

const procedureCode = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('radiotherapy', 'mastectomy', 'excision', 'pet-ct') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'brachytherapy',
      'breast-excision',
      'prophylactic',
      'sentinel-node',
      'procedure CPT|19303',
      'procedure LOCAL|123',
      'procedure SNOMED|429579007',
      'radiotherapy about=Condition/c1',
      'radiotherapy reason=ICD10|C34.1',
      'radiotherapy reason=ICD10CM|C50.911',
    ),
  },
)

const procedure = words(dateIn(2010, 2026), procedureCode, side, site, procedureStatus, version, subject)

const observation = words(
  fc.oneof(recently, dateIn(2015, 2026)),
  fc.constantFrom(
    'ecog 0',
    'ecog 1',
    'ecog 2',
    'ecog 3',
    'ecog quantity=2',
    'ecog answer=LOINC|LA9625-0',
    'ecog text=WHO_1',
    'ecog absent=unknown',
    'karnofsky 40',
    'karnofsky 41',
    'karnofsky 70',
    'karnofsky 3',
    'm0',
    'm0',
    'm1',
    'observation LOINC|718-7 11',
  ),
  reportStatus,
  version,
  subject,
)

const other = words(
  fc.oneof(recently, dateIn(2015, 2026)),
  fc.constantFrom('pet-ct-report', 'pet-ct-images', 'planned-mastectomy', 'tamoxifen'),
)

/** The course that the trial is about, so that most patients have something to lose. */
const COURSE = [
  words(
    dateIn(2009, 2014),
    fc.constantFrom('carcinoma', 'cancer', 'left-cancer'),
    side,
    fc.constant('breast'),
  ),
  words(dateIn(2010, 2016), fc.constant('radiotherapy'), side, site),
  words(dateIn(2010, 2014), fc.constantFrom('excision', 'mastectomy'), side, fc.constant('breast')),
  words(
    dateIn(2016, 2026),
    fc.constantFrom('recurrence', 'carcinoma', 'recurrence'),
    side,
    fc.constant('breast'),
  ),
  words(dateIn(2019, 2026), fc.constantFrom('mastectomy', 'excision'), side, fc.constant('breast')),
  words(recently, fc.constantFrom('ecog 1', 'ecog 3')),
  words(dateIn(2020, 2026), fc.constant('m0')),
]

const birth = fc.oneof(
  { weight: 5, arbitrary: dayIn(1940, 1990) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('2008-11-22', '2008-11-23', '2008-11-24', '2008-11', '2008', '2027-01-01'),
  },
)

/** A line of the record, without an id. */
export const line = fc.oneof(condition, procedure, observation, other)

/** A patient with up to a dozen entries. */
export const generatedPatient: fc.Arbitrary<GeneratedPatient> = fc
  .tuple(
    birth,
    fc.tuple(...COURSE.map((arbitrary) => fc.option(arbitrary, { freq: 4 }))),
    fc.array(line, { maxLength: 6 }),
  )
  .map(([born, course, extra]) => ({
    who: `female, born ${born}`,
    lines: [...course.filter((entry) => entry !== null), ...extra].map(
      (entry, index) => `${entry} id=c${index}`,
    ),
  }))

/** Answers of a clinician to some of the questions. */
export const generatedAnswers: fc.Arbitrary<Answer[]> = fc
  .tuple(
    ...catalog.questions.map(({ id, answers, number }) =>
      fc.option(
        fc.constantFrom<Answer>(
          ...answers.map(({ code }) => ({ question: id, answer: code })),
          ...(number ? [1, 5, 6].map((answer) => ({ question: id, answer })) : []),
        ),
        { freq: 2 },
      ),
    ),
  )
  .map((found) => found.filter((answer) => answer !== null))

/** The resources of a generated patient, the Patient first. */
export const resourcesOfGenerated = ({ who, lines }: GeneratedPatient): Resource[] =>
  resourcesOf([who, ...lines].join('\n'))
