import { describe, expect, it } from 'vitest'
import { Names } from '../../../src/authoring/explain/names.ts'
import { type Phrase, phraseOf } from '../../../src/authoring/explain/phrase.ts'
import { exceptionFields } from '../../../src/engine/criteria/event.ts'
import {
  type Field,
  type FieldKind,
  type Fields,
  kindOf,
  tableIn,
} from '../../../src/engine/criteria/fields.ts'
import { KINDS, type Rule, type RuleKind } from '../../../src/engine/criteria/kinds.ts'
import { LANGUAGES } from '../../../src/engine/language.ts'
import { SHIPPED } from './shipped.ts'

const catalog = SHIPPED[0]![1].catalog
const inside: Rule = { kind: 'age', atLeast: 18 }

/** A value for each kind of field, and a word by which it is found again in the sentence. */
const SAMPLES: Readonly<Record<FieldKind, readonly [value: unknown, found: RegExp | undefined]>> = {
  fact: ['radiotherapy', /radiothera/i],
  facts: [['radiotherapy', 'pet-ct'], /radiothera.*PET-CT/i],
  kinds: [['kind-one', 'kind-two'], /kind one .*kind two/i],
  kind: ['some-kind', /some kind/i],
  sites: [['breast'], /breast|borst/i],
  flag: [true, undefined],
  count: [7, /7/],
  years: [41, /41/],
  duration: [{ count: 19, unit: 'day' }, /19 da/],
  window: [{ count: 23, unit: 'week' }, /23 we/],
  limit: [{ value: 3.5, step: 0.1, text: '3.5 mm' }, /3[.,]5 mm/],
  text: [{ en: 'The text', nl: 'De tekst' }, /(The text|De tekst)/],
  name: ['some-name', /some-name/],
  event: [{ fact: 'radiotherapy', since: 'recurrence' }, /radiothera.*(recurrence|recidief)/i],
  exceptions: [[{ kinds: ['kind-three'] }], /kind three/],
  rule: [inside, /18/],
  rules: [[inside, inside], /18.*18/],
}

function sampleOf(field: Field): unknown {
  const table = tableIn(field)
  const kind = kindOf(field)
  return table ? sampleIn(table) : kind ? SAMPLES[kind][0] : undefined
}

const sampleIn = (fields: Fields): object =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, sampleOf(field)]))

const inOneLine = ({ text, parts }: Phrase): string => [text, ...parts.map(inOneLine)].join(' ')

/** Every field of a table with its place, those of tables within it too. */
const leavesOf = (fields: Fields, at: string): [place: string, kind: FieldKind][] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const table = tableIn(field)
    const kind = kindOf(field)
    return table ? leavesOf(table, `${at}.${name}`) : kind ? [[`${at}.${name}`, kind]] : []
  })

const kinds = Object.keys(KINDS) as RuleKind[]

describe.each(LANGUAGES)('a rule in words (%s)', (language) => {
  const names = new Names(catalog, language)
  const { fields }: { readonly fields: Readonly<Record<string, string>> } = names.words

  it.each(kinds)('of kind %s opens with words of its own and leaves no field out', (kind) => {
    const rule = { kind, ...sampleIn(KINDS[kind].fields) } as Rule
    const said = inOneLine(phraseOf(rule, names))
    expect(said).toMatch(/^\p{Lu}\p{L}+/u)
    // The opening says more than the name of the kind and its values.
    const opening = (names.words.leads as Readonly<Record<string, string>>)[kind] ?? names.card.kinds[kind]
    expect(opening).toMatch(/\p{L}{2}/u)
    for (const [place, is] of leavesOf(KINDS[kind].fields, kind)) {
      if (fields[place] === '') continue // left out on purpose: the question says it
      const found = SAMPLES[is][1]
      if (found) expect(said, place).toMatch(found)
    }
    expect(said).not.toMatch(/undefined|\[object|\{\}|\{the/)
  })

  it('says what is excepted from an event, field by field', () => {
    const except = [sampleIn(exceptionFields)] as never
    const said = inOneLine(phraseOf({ kind: 'event', fact: 'radiotherapy', except }, names))
    for (const [, is] of leavesOf(exceptionFields, 'except')) {
      const found = SAMPLES[is][1]
      if (found) expect(said).toMatch(found)
    }
  })
})

describe('a kind that is new', () => {
  it('opens with its sentence of the card and names its fields, until somebody words them', () => {
    const names = new Names(catalog, 'en')
    expect(phraseOf({ kind: 'unavailable' }, names).text).toBe('Not decided: its text is not at hand.')
  })
})
