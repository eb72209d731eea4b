import { readdirSync, readFileSync } from 'node:fs'
import type { Bundle, FhirResource } from 'fhir/r4'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadCatalog } from '../../src/authoring/load.ts'
import { dayOfIso, Matcher } from '../../src/engine/index.ts'
import { recordFromBundle } from '../../src/engine/record/from-file.ts'
import { CHROMIUM } from '../support/browser.ts'
import { expectNoMoreThan, inShort, readCard, resultsOf, type ShownCard } from './card.ts'
import { appIn, chartAddress, hospital } from './hospital.ts'

const FOLDER = 'test/cases/cases'

/** A labelled case, and the id of its patient. */
interface Case {
  readonly name: string
  readonly patient: string
  readonly bundle: Bundle<FhirResource>
}

const CASES: readonly Case[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .sort()
  .map((file) => {
    const bundle = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Bundle<FhirResource>
    const patient = bundle.entry?.find(({ resource }) => resource?.resourceType === 'Patient')?.resource?.id
    return { name: file.replace('.json', ''), patient: patient ?? '', bundle }
  })

/** Tabs that work side by side. */
const TABS = 4

describe.skipIf(!CHROMIUM)('every labelled case', () => {
  const ehr = hospital({ patients: [] })
  const catalog = loadCatalog('src/catalog')
  const matcher = new Matcher(catalog)
  const trials = catalog.trials.map(({ id }) => id)
  /** By case and trial. */
  const whole = new Map<string, readonly ShownCard[]>()

  beforeAll(async () => {
    for (const { bundle } of CASES) await ehr.sandbox.sandbox.addPatient(bundle)
  })

  /** Opens charts one after another in a few tabs of one window, and reads the card of each trial. */
  const readAll = async (
    charts: readonly { patient: string; faults?: string[] }[],
  ): Promise<(readonly ShownCard[])[]> => {
    const read: (readonly ShownCard[])[] = []
    const queue = charts.entries()
    const first = await ehr.tab()
    const more = await Promise.all(Array.from({ length: TABS - 1 }, () => first.context().newPage()))
    await Promise.all(
      [first, ...more].map(async (page) => {
        for (const [at, { patient, faults = [] }] of queue) {
          await page.goto(chartAddress(ehr.sandbox, patient, { faults }))
          const cards: ShownCard[] = []
          for (const trial of trials) cards.push(await readCard(appIn(page), trial))
          read[at] = cards
        }
      }),
    )
    return read
  }

  /** What the engine says of the bundle itself, trial by trial, in the words of the card. */
  const judged = ({ bundle }: Case) => {
    const record = recordFromBundle(bundle)
    if (!record.ok) throw new Error(record.problem.kind)
    const { verdicts } = matcher.match(record.value, catalog.trials, dayOfIso('2026-11-23') ?? 0)
    return verdicts.map(({ trial, kind, findings }) => ({
      trial: trial.id,
      kind,
      results: Object.fromEntries(findings.map((finding) => [finding.criterion, inShort(finding)])),
    }))
  }

  test('has in the browser, through FHIR searches, the findings that the engine has of the bundle', async () => {
    const read = await readAll(CASES)
    expect(CASES.length).toBeGreaterThanOrEqual(78)
    for (const [at, it] of CASES.entries()) {
      const cards = read[at]!
      for (const [nth, { trial, kind, results }] of judged(it).entries()) {
        const card = cards[nth]!
        const shown = card.kind === 'not-applicable' ? results : resultsOf(card)
        expect({ name: it.name, trial, kind: card.kind, gaps: card.gaps, results: shown }).toEqual({
          name: it.name,
          trial,
          kind,
          gaps: [],
          results,
        })
      }
      whole.set(it.name, cards)
    }
  }, 300_000)

  const NOTABLE = ['d01', 'd10', 'd12', 'd19', 'd27', 'd44', 'd45', 'd51']

  test.each(['forbidden:Condition', 'forbidden:Procedure', 'failing-page:Observation'])(
    'P-01: under %s it says as much or less, never something else',
    async (fault) => {
      const chosen = CASES.filter(({ name }) => NOTABLE.includes(name))
      const read = await readAll(chosen.map(({ patient }) => ({ patient, faults: [fault] })))
      for (const [at, { name }] of chosen.entries())
        for (const [nth, card] of whole.get(name)!.entries()) expectNoMoreThan(card, read[at]![nth]!)
    },
  )
})
