/** The example patients of every trial that ships: all as expected, every outcome and every side of a limit shown. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { casesText } from '../../src/authoring/cases/cases-text.ts'
import { readCases } from '../../src/authoring/cases/read-cases.ts'
import { runCases } from '../../src/authoring/cases/run-cases.ts'
import { loadCatalog } from '../../src/authoring/load.ts'

const catalog = loadCatalog('src/catalog')

describe.each(catalog.trials.map((trial) => [trial.acronym, trial] as const))('%s', (_name, trial) => {
  const file = `src/catalog/trials/${trial.id}/patients.yaml`

  it('has example patients beside its definition', () => {
    expect(existsSync(file), `${file} is missing: a trial ships with example patients`).toBe(true)
  })

  it.runIf(existsSync(file))('comes out as each of them expects, and shows all that can come out', () => {
    const { cases, problems } = readCases(readFileSync(file), file, { trial, catalog })
    expect(problems).toEqual([])
    const report = runCases(cases!, { trial, catalog })
    expect(report.isAsExpected && report.uncovered.length === 0, `\n${casesText(report)}`).toBe(true)
  })
})
