import { beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible } from './accessible.ts'
import { expectNoMoreThan, inShort, readCard, type ShownCard, textOf } from './card.ts'
import { hospital } from './hospital.ts'

const ANNA = 'anna-testmeijer'

/** What refusing one type leaves open, and what the gap calls that type. */
const REFUSED: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'Condition',
    'Diagnoses',
    [
      'locoregional-recurrence',
      'salvage-surgery',
      'prior-breast-irradiation',
      'pet-ct-staging',
      'oligometastases-limit',
      'primary-breast-sarcoma',
      'low-risk-recurrence',
    ],
  ],
  [
    'Procedure',
    'Procedures',
    [
      'performance-status',
      'locoregional-recurrence',
      'salvage-surgery',
      'prior-breast-irradiation',
      'pet-ct-staging',
      'low-risk-recurrence',
    ],
  ],
  ['Observation', 'Observations', ['performance-status', 'oligometastases-limit']],
  ['DiagnosticReport', 'Reports', []],
  ['ImagingStudy', 'Imaging', []],
  ['MedicationRequest', 'Prescriptions', []],
  ['MedicationStatement', 'Medication statements', []],
  ['MedicationAdministration', 'Medication given', []],
  ['ServiceRequest', 'Orders', []],
]

/** Faults that leave a gap: what is said of it. */
const GAPS: readonly (readonly [string, string, RegExp])[] = [
  ['A-17', 'narrow-scope:Procedure', /^Procedures.*: the launch did not grant access\.$/],
  ['H-07', 'not-offered:ImagingStudy', /^Imaging: this EHR does not offer them\.$/],
  ['H-19', 'failing:Procedure', /^Procedures.*: the EHR answered with an error\.$/],
  ['F-01', 'failing-page:Observation', /^Observations.*: the EHR answered with an error after page 2\.$/],
  ['N-13', 'html:Procedure', /^Procedures.*: the answer was not FHIR data\.$/],
  ['H-22', 'empty:Procedure', /^Procedures.*: the EHR gave an empty answer\.$/],
  ['N-05', 'truncated:Procedure', /^Procedures.*: the answer was not FHIR data\.$/],
  ['F-15', 'not-a-bundle:Procedure', /^Procedures.*: the answer was not a list of records\.$/],
  ['H-29', 'redirect:Procedure', /^Procedures.*: the EHR sent the request elsewhere; it was not followed\.$/],
  ['F-03', 'foreign-next:Observation', /^Observations.*: the next page pointed outside the EHR; .*page 1\.$/],
  ['F-02', 'loop:Observation', /^Observations.*: the pages went round in a circle after page 1\.$/],
  ['F-06', 'total-mismatch:Condition', /^Diagnoses.*: the EHR counted more than it gave after page 1\.$/],
  ['F-10', 'restricted:Condition', /^Diagnoses.*: the EHR says that something was left out after page 1\.$/],
  // After six calls: six leave at once, and the patient's own is one of them.
  ['A-26', 'session-ended:6', /: the session ended while reading\.$/],
  ['F-19', 'r5', /^Procedures.*: the answer was in another FHIR version\.$/],
  ['F-19', 'stu3', /: the answer was in another FHIR version\.$/],
]

/** Faults that a reader can do something about, so that nothing is missing in the end. */
const OVERCOME = [
  ['H-19', 'failing-once:Condition'],
  ['H-16', 'too-many:Condition'],
  ['H-03', 'token-expired'],
  ['F-21', 'ignores-code'],
  ['H-01', 'unconditional-400:Observation'],
] as const

/** Faults after which nothing of the record may be shown. */
const STOPPED = [
  ['H-05', 'patient-forbidden', 'The patient’s own details could not be read', 'E-patient-not-readable'],
  ['A-16', 'wrong-patient', 'The patient does not match', 'E-patient-differs'],
  ['F-12', 'stranger:Condition', 'Data about another patient came in', 'E-somebody-else'],
] as const

describe.skipIf(!CHROMIUM)('while the record is read', () => {
  const ehr = hospital()
  let whole: ShownCard

  beforeAll(async () => {
    whole = await readCard(await ehr.openChart(ANNA))
  })

  test.each(REFUSED)(
    'H-04: without %s the card names the gap, opens its criteria and keeps the rest',
    async (type, name, open) => {
      const page = await ehr.sharedTab()
      const app = await ehr.openChart(ANNA, { faults: [`forbidden:${type}`] }, page)
      const card = await readCard(app)
      expect(card.gaps.length).toBeGreaterThan(0)
      for (const { text } of card.gaps)
        expect(text).toMatch(new RegExp(`^${name}\\b.*: your access does not include them\\.$`))
      for (const id of open) expect(`${id} ${inShort(card.rows[id]!)}`).toBe(`${id} unknown: incomplete`)
      expectNoMoreThan(whole, card)
      await expectGapsToExplain(card)
      if (open.length > 0) await expectAccessible(page)
    },
  )

  test('H-04: without a sort of medication no row says that nothing of it is on record', async () => {
    for (const type of ['MedicationRequest', 'MedicationStatement', 'MedicationAdministration']) {
      const card = await readCard(await ehr.openChart(ANNA, { faults: [`forbidden:${type}`] }))
      expect(card.rows['systemic-therapy-allowed']?.says).not.toMatch(/nothing on record/)
    }
  })

  test.each(GAPS)(
    '%s, %s: the card names the gap and says no more than it knows',
    async (_id, fault, gap) => {
      const card = await readCard(await ehr.openChart(ANNA, { faults: [fault] }))
      expect(card.gaps.map(({ text }) => text)).toContainEqual(expect.stringMatching(gap))
      expectNoMoreThan(whole, card)
      await expectGapsToExplain(card)
    },
  )

  test.each(OVERCOME)('%s, %s: the card is the same as without it', async (_id, fault) => {
    const card = await readCard(await ehr.openChart(ANNA, { faults: [fault] }))
    expect(card).toEqual(whole)
  })

  test.each(STOPPED)('%s, %s: the card stops on a page of its own', async (_id, fault, what, code) => {
    const page = await ehr.sharedTab()
    const app = await ehr.openChart(ANNA, { faults: [fault], banner: 'app' }, page)
    await app.getByRole('alert').getByRole('heading', { level: 1, name: what }).waitFor()
    const said = await textOf(app.locator('body'))
    expect(said).toContain(code)
    expect(said).not.toMatch(/Anna Testmeijer|1961|mastectomy|WHO/)
    await expectAccessible(page)
  })

  /** A row that changed is named by a gap; a row that no gap names says the same as without any. */
  const expectGapsToExplain = async (card: ShownCard) => {
    for (const [id, row] of Object.entries(card.rows)) {
      const before = whole.rows[id]
      const isTouched = card.gaps.some(({ touches }) => touches.includes(statementOf(id)))
      if (!isTouched) expect(row).toEqual(before)
    }
  }
  const statementOf = (id: string) => STATEMENTS[id] ?? ''
})

const STATEMENTS: Readonly<Record<string, string>> = {
  'performance-status': 'WHO performance status 2 or better',
  adult: '18 years or older',
  'locoregional-recurrence': 'Locoregional recurrence after irradiation of the first cancer',
  'salvage-surgery': 'Salvage mastectomy with high-risk features',
  'prior-breast-irradiation': 'Earlier whole or partial breast irradiation',
  'systemic-therapy-allowed': '(Neo)adjuvant systemic therapy is allowed',
  'pet-ct-staging': 'PET-CT used in staging',
  'oligometastases-limit': 'Distant disease only in the permitted nodes',
  'dutch-language': 'Communicates in and understands Dutch well enough',
  'primary-breast-sarcoma': 'Primary breast sarcoma',
  'low-risk-recurrence': 'Low-risk recurrence after breast-conserving treatment',
}
