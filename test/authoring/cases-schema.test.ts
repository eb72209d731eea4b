import { expect, it } from 'vitest'
import { casesSchema } from '../../src/authoring/cases/cases-schema.ts'

// `npx vitest run test/authoring/cases-schema.test.ts -u` writes it anew.
it('keeps the schema that editors complete example patients from as the reader enforces it', async () => {
  await expect(`${JSON.stringify(casesSchema, null, 2)}\n`).toMatchFileSnapshot(
    '../../src/catalog/patients.schema.json',
  )
})
