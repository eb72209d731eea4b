import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { smallDefinition } from '../authoring/small-definition.ts'
import { CHROMIUM } from '../support/browser.ts'
import { expectAccessible } from './accessible.ts'
import { textOf } from './card.ts'
import { hospital } from './hospital.ts'
import { ANNA, openBoard, rowOf, untilRead, verdictsIn } from './meeting.ts'

const FIFTH = 'NCT00000017'

const folder = mkdtempSync(join(tmpdir(), 'trialside-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A file as somebody would write it. */
function fileOf(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

describe.skipIf(!CHROMIUM)('a board with a site’s own trials', () => {
  const ehr = hospital({
    definitionFiles: [
      fileOf('fifth.yaml', smallDefinition()),
      fileOf('wrong.yaml', smallDefinition({ id: 'NCT00000033' }).replace('ask:', 'aks:')),
    ],
  })

  test('names once what is not used, with every problem, above the patients; what is used is a column like the others', async () => {
    const { app, page } = await openBoard(ehr)
    await untilRead(app)
    const region = app.getByRole('region', { name: 'Not used here: what this site adds' })
    expect(await region.count()).toBe(1)
    expect(await region.locator('[data-refused]').count()).toBe(1)
    expect(await textOf(region)).toMatch(/\d+ problems?.*aks/)
    expect(Object.keys(await verdictsIn(rowOf(app, ANNA)))).toContain(FIFTH)
    await region.locator('summary').click()
    await expectAccessible(page)
    await app.getByRole('button', { name: 'Nederlands (NL)' }).click()
    await app.getByRole('region', { name: /^Hier niet gebruikt/ }).waitFor()
  })
})
