/** Too much of what is allowed, and as much as is allowed. */
import { criterion, deciding, definition, many, ownFact, question, valueSet, wordsOf } from './base.ts'
import type { Hostile } from './hostile.ts'

const atc = (at: number) => {
  const letter = (of: number) => String.fromCharCode(65 + (of % 26))
  return `${letter(at)}${String(at % 90).padStart(2, '0')}${letter(at >> 2)}${letter(at >> 5)}${String(Math.floor(at / 100)).padStart(2, '0')}`
}

/** More than is read, and the most that is. */
export const masses: readonly Hostile[] = [
  { name: '50 MB', made: () => 'x'.repeat(50_000_000), refused: 'L-LIMIT' },
  {
    name: 'criteria, 100,000',
    made: () => definition(many(100_000, (at) => criterion(`c${at}`))),
    refused: 'L-LIMIT',
  },
  {
    name: 'criteria, 100,000 of the shortest',
    made: () => `inclusion: [${'{},'.repeat(100_000)}]`,
    refused: 'L-LIMIT',
  },
  { name: 'numbers, 200,000', made: () => `a: [${'1,'.repeat(200_000)}]`, refused: 'L-LIMIT' },
  {
    name: 'numbers, 500 times 400',
    made: () => `a: [${`[${'1,'.repeat(400)}],`.repeat(500)}]`,
    refused: 'L-LIMIT',
  },
  { name: 'criteria, 120', made: () => definition(many(120, (at) => criterion(`c${at}`, `Sentence ${at}`))) },
  {
    name: 'criteria, 120 of one sentence',
    made: () => definition(many(120, (at) => criterion(`c${at}`, 'Sentence'))),
  },
  {
    name: 'criteria, 500 that ask for nothing',
    made: () => ({ ...definition([]), inclusion: many(500, () => ({})) }),
    refused: 'L-MISSING-KEY',
  },
  {
    name: 'criteria, 500 with unknown keys, 40 each',
    made: () => ({
      ...definition([]),
      inclusion: many(500, (at) => Object.fromEntries(many(40, (key) => [`settled-bz${at}-${key}`, 1]))),
    }),
    refused: 'L-LIMIT',
  },
  {
    name: 'unknown keys, 400 at the top',
    made: () => ({
      ...definition([criterion('one')]),
      ...Object.fromEntries(many(400, (at) => [`registry-linc-${at}`, 1])),
    }),
    refused: 'L-UNKNOWN-KEY',
  },
  {
    name: 'unknown languages, 30,000',
    made: () => ({
      ...definition([]),
      panel: many(80, () => ({ term: Object.fromEntries(many(400, (at) => [`x${at}`, ''])) })),
    }),
    refused: 'L-LIMIT',
  },
  {
    name: 'own facts, 500',
    made: () => deciding({ ask: {} }, { facts: many(500, (at) => ownFact(`own-${at}`, "status = 'final'")) }),
    refused: 'L-LIMIT',
  },
  {
    name: 'own facts, 3,000',
    made: () => deciding({ ask: {} }, { facts: many(3000, (at) => ownFact(`own-${at}`, 'a')) }),
    refused: 'L-LIMIT',
  },
  {
    name: 'own facts, 500 of one name',
    made: () => deciding({ ask: {} }, { facts: many(500, () => ownFact('own', "status = 'final'")) }),
    refused: 'L-LIMIT',
  },
  {
    name: 'own value sets, 150',
    made: () =>
      deciding(
        { ask: {} },
        {
          'value-sets': many(150, (at) =>
            valueSet(`own-${at}`, [{ system: 'atc', code: atc(at), display: 'x', unverified: true }]),
          ),
        },
      ),
  },
  {
    name: 'own value sets, 3,000',
    made: () => deciding({ ask: {} }, { 'value-sets': many(3000, (at) => valueSet(`own-${at}`, [])) }),
    refused: 'L-LIMIT',
  },
  {
    name: 'own questions, 120',
    made: () => deciding({ ask: {} }, { questions: many(120, (at) => question(`own-${at}`)) }),
  },
  {
    name: 'own questions, 3,000',
    made: () => deciding({ ask: {} }, { questions: many(3000, (at) => question(`q${at}`)) }),
    refused: 'L-LIMIT',
  },
  {
    name: 'codes, 10,000',
    made: () =>
      deciding(
        { ask: {} },
        {
          'value-sets': [
            valueSet(
              'own',
              many(10_000, (at) => ({ system: 'atc', code: atc(at), display: 'x' })),
            ),
          ],
        },
      ),
    refused: 'L-LIMIT',
  },
  {
    name: 'codes, as many as are read',
    made: () =>
      deciding(
        { ask: {} },
        {
          'value-sets': [
            valueSet(
              'own',
              many(2000, (at) => ({ system: 'atc', code: atc(at), display: 'x' })),
            ),
          ],
        },
      ),
    refused: 'L-LIMIT',
  },
  {
    name: 'codes, 500 of systems that are nearly known',
    made: () =>
      deciding(
        { ask: {} },
        {
          'value-sets': [
            valueSet(
              'own',
              many(500, (at) => ({ system: `snomet-${at}`, code: 'x', display: 'x' })),
            ),
          ],
        },
      ),
    refused: 'L-SYSTEM',
  },
  {
    name: 'codes, 500 of one damaged code',
    made: () =>
      deciding(
        { ask: {} },
        {
          'value-sets': [
            valueSet(
              'own',
              many(500, () => ({ system: 'snomed', code: '254837001', display: 'x' })),
            ),
          ],
        },
      ),
    refused: 'L-CODE-SHAPE',
  },
  {
    name: 'sources that are not there, 20,000',
    made: () =>
      deciding(
        { ask: {} },
        {
          'value-sets': [
            valueSet(
              'own',
              many(50, (at) => ({
                system: 'atc',
                code: atc(at),
                display: 'x',
                source: many(400, () => 'zz'),
              })),
            ),
          ],
        },
      ),
    refused: 'L-LIMIT',
  },
  {
    name: 'names that are nearly right, 120 facts',
    made: () =>
      definition(
        many(120, (at) => criterion(`c${at}`, `S ${at}`, { event: { fact: `performanze-statuz-${at}` } })),
      ),
    refused: 'L-REFERENCE',
  },
  {
    name: 'names that are nearly right, 10,000',
    made: () => {
      const word = wordsOf(7, 12)
      return definition([criterion('one', 'One')], {
        'open-terms': many(25, (at) => ({
          id: `t${at}`,
          term: 'One',
          criteria: many(400, word),
          text: { en: 'x', nl: 'x' },
        })),
      })
    },
    refused: 'L-LIMIT',
  },
  {
    name: 'kinds that are nearly right, 5,000',
    made: () =>
      definition(
        many(10, (at) =>
          criterion(`c${at}`, `S ${at}`, {
            event: { fact: 'breast-surgery', kinds: many(490, (kind) => `mastectomi-${kind}`) },
          }),
        ),
      ),
    refused: 'L-REFERENCE',
  },
]
