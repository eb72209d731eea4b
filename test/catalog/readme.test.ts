/** What the README teaches an author is what the loader takes. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDefinition } from '../../src/authoring/definition.ts'
import { loadCatalog } from '../../src/authoring/load.ts'
import { type Fields, isBare } from '../../src/engine/criteria/fields.ts'
import { KINDS, type RuleKind } from '../../src/engine/criteria/kinds.ts'

const readme = readFileSync('src/catalog/README.md', 'utf8')
const catalog = loadCatalog('src/catalog')
const blocks = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text!)
const rows = new Map(
  readme
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [names = '', ...cells] = line.split('|').slice(1, -1)
      return [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => [name!, cells.join(' ')] as const)
    }),
)
const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

describe('the README of the catalog', () => {
  it('works an example that the loader takes, and nothing in it is even worth a warning', () => {
    const example = blocks.find((text) => text.includes('grammar: 1'))!
    const { definition, problems } = readDefinition(Buffer.from(example), 'README.md', catalog)
    expect(problems).toEqual([])
    expect(definition?.trial.criteria.map(({ id, rule }) => [id, rule.kind])).toEqual([
      ['age', 'age'],
      ['tumour-size', 'latest'],
      ['swallows', 'ask'],
      ['creatinine', 'latest'],
    ])
  })

  it("takes the example of a trial's own fact when it stands in the definition", () => {
    const example = blocks.find((text) => text.includes('grammar: 1'))!
    const own = blocks.find((text) => text.includes('troponin'))!
    const { problems } = readDefinition(
      Buffer.from(
        `${example}${own}`.replace(
          'fact: tumour-size, less-than: 3 cm',
          'fact: troponin, less-than: 14 ng/L',
        ),
      ),
      'README.md',
      catalog,
    )
    expect(problems).toEqual([])
  })

  it.each(Object.keys(KINDS) as RuleKind[])('explains the kind %s and each of its fields', (kind) => {
    const row = rows.get(kind)
    expect(row, `no row for ${kind}`).toBeDefined()
    const named = new Set([...row!.matchAll(/`([^`]+)`/g)].map(([, name]) => camel(name!)))
    // The field of a kind that is written as a bare value has no name there; the loader itself fills in that of `ask`.
    const fields: Fields = KINDS[kind].fields
    const written = isBare(fields)
      ? []
      : Object.keys(fields).filter((field) => !(kind === 'ask' && field === 'fact'))
    expect(written.filter((field) => !named.has(field))).toEqual([])
  })
})
