/**
 * Definitions that somebody wrote to keep the app busy, to take it down, or to reach what it runs on (T-18). Each is
 * the small definition with something in it; those that break no rule are read to the end and judged.
 */
import { smallDefinition } from '../small-definition.ts'
import type { Hostile } from './hostile.ts'

const refused = (name: string, text: string): Hostile => ({ name, made: () => text, refused: 'somehow' })
const unknown = (name: string, text: string): Hostile => ({ name, made: () => text, ends: 'unknown' })

const ASK = 'rule: { ask: {} }'
const withRule = (rule: string) => smallDefinition().replace(ASK, `rule: ${rule}`)
const nested = (open: string, inner: string, close: string, levels: number) =>
  `${open.repeat(levels)}${inner}${close.repeat(levels)}`

/** A definition with facts of its own, each read from laboratory results by one expression, and all asked for. */
function withExpressions(expressions: readonly string[], code = '2951-2'): string {
  const names = expressions.map((_, index) => `made-up-${index}`)
  const rule = names.map((name) => `{ latest: { fact: ${name}, at-least: 900 mmol/L, within: any time } }`)
  return smallDefinition({
    more: `value-sets:
  - name: made-up-set
    title: { en: Sodium, nl: Natrium }
    sources: { loinc: "LOINC 2.78, 2024-08-06" }
    codes:
      - { system: loinc, code: "${code}", display: "Sodium [Moles/volume] in Serum or Plasma", source: [loinc] }
facts:
${expressions
  .map(
    (where, index) => `  - name: ${names[index]}
    title: { en: Sodium, nl: Natrium }
    unit: mmol/L
    from:
      - resource: Observation
        sets: [made-up-set]
        where: ${JSON.stringify(where)}
        quantity: value.ofType(Quantity)
`,
  )
  .join('')}`,
  }).replace(ASK, `rule: ${rule.length === 1 ? rule[0] : `{ all-of: [${rule.join(', ')}] }`}`)
}

const withExpression = (where: string) => withExpressions([where])

/** An expression of allowed parts alone, as long as one may be: every way through the resource, over and over. */
const LONGEST = Array.from(
  { length: 12 },
  () => `component.where(code.coding.where(code = 'a').exists()).exists()`,
).join(' or ')

/** Criteria by the hundred, each with its line in the registry's text. */
function withCriteria(count: number, rule: string): string {
  const numbers = Array.from({ length: count }, (_, index) => index)
  return smallDefinition()
    .replace(
      '  * Able to take part',
      `${numbers.map((n) => `  * Condition number ${n}\n`).join('')}  * Able to take part`,
    )
    .replace(
      'exclusion: []',
      `${numbers
        .map(
          (n) => `  - id: c${n}
    sentence: Condition number ${n}
    statement: { en: "Condition ${n}", nl: "Voorwaarde ${n}" }
    reading: { en: As it stands., nl: Zoals het er staat. }
    settled-by: { en: An answer, nl: Een antwoord }
    rule: ${rule}
`,
        )
        .join('')}exclusion: []`,
    )
}

const ages = (count: number) =>
  Array.from({ length: count }, (_, index) => `{ age: { at-least: ${20 + index} } }`).join(', ')
const asks = (count: number) => Array.from({ length: count }, () => '{ ask: {} }').join(', ')

/** Expressions that cost much, or reach out of the resource: none of them is ever run. */
const EXPRESSIONS: readonly (readonly [name: string, expression: string])[] = [
  ['a pattern that never ends', `note.text.matches('^(a+)+$')`],
  ['a pattern that never ends, written otherwise', `note.text.matchesFull('(a|a)*b')`],
  ['a replacement that never ends', `note.text.replaceMatches('(.*)*x', '') = ''`],
  ['repeat without end', `repeat($this).exists()`],
  ['repeat of everything', `repeat(children()).exists()`],
  ['every descendant of every descendant', `descendants().descendants().descendants().exists()`],
  ['an aggregate that doubles a text', `component.aggregate($total & $total & 'aa', 'aa') = ''`],
  ['a combination that grows', `component.combine(component).combine(component).exists()`],
  ['a trace into the log', `trace('x', subject).exists()`],
  ['a reference that is followed', `subject.resolve().exists()`],
  ['a terminology server that is asked', `code.memberOf('https://evil.example.org/vs')`],
  ['the terminologies', `%terminologies.expand('https://evil.example.org/vs').exists()`],
  ['the clock', `effective.ofType(dateTime) < now()`],
  ['a name of JavaScript', `constructor.constructor('return 1')().exists()`],
  ['the prototype', `__proto__.exists()`],
  ['a text of 100,000 characters', `status = '${'a'.repeat(100_000)}'`],
  ['1,000 brackets', nested('(', `status = 'final'`, ')', 1000)],
  ['10,000 brackets that do not close', '('.repeat(10_000)],
  ['300 signs in a row', `${'-'.repeat(300)}1 = 1`],
  ['a filter in a filter in a filter', nested('component.where(', 'code.exists()', ')', 25)],
  ['1,000 conditions', Array(1000).fill(`status = 'final'`).join(' or ')],
]

/** A small definition with something in it that is meant to harm. */
export const smallChanges: readonly Hostile[] = [
  refused(
    'an alias bomb',
    `${Array.from({ length: 9 }, (_, n) => `a${n}: &a${n} [${Array(10).fill(n === 0 ? 'x' : `*a${n - 1}`)}]`).join('\n')}\n${smallDefinition()}`,
  ),
  refused('an alias of itself', `a: &a [*a]\n${smallDefinition()}`),
  refused('a merge key', withRule('{ <<: { ask: {} } }')),
  refused('a tag that runs', withRule('!!js/function "function () { return 1 }"')),
  refused('a key named __proto__', withRule('{ __proto__: { ask: {} } }')),
  refused('a key named __proto__, by escapes', withRule('{ "\\u005f_proto__": { ask: {} } }')),
  refused('a key named constructor', withRule('{ constructor: { prototype: { ask: {} } } }')),
  refused('a language named __proto__', smallDefinition().replace('{ en: An', '{ "__proto__": An, en: An')),
  refused('10,000 lists in lists', nested('[', '', ']', 10_000)),
  refused('100,000 lists that do not close', '['.repeat(100_000)),
  refused('10,000 groups in groups', nested('{ a: ', '1', ' }', 10_000)),
  refused(
    '2,000 steps of indentation',
    Array.from({ length: 2000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
  ),
  refused('a file of a megabyte', `${smallDefinition()}# ${'x'.repeat(1024 * 1024)}\n`),
  refused('half a megabyte of comments', `${smallDefinition()}${'# x\n'.repeat(140_000)}`),
  refused('a text of 400,000 characters', smallDefinition().replace('An Invented', 'x'.repeat(400_000))),
  refused(
    '100,000 criteria',
    smallDefinition().replace('exclusion: []', `exclusion: [${'{},'.repeat(100_000)}]`),
  ),
  refused('501 criteria', withCriteria(501, '{ ask: {} }')),
  refused(
    '20,000 problems',
    smallDefinition().replace('exclusion: []', `exclusion: [${'1,'.repeat(20_000)}]`),
  ),
  refused('400 criteria that are each wrong', withCriteria(400, '{ aks: { fcat: 1, fatc: 2, cfat: 3 } }')),
  refused(
    '5,000 keys that nobody knows',
    `${smallDefinition()}${Array.from({ length: 5000 }, (_, n) => `k${n}: 1\n`).join('')}`,
  ),
  refused('rules 30 deep', withRule(nested('{ not: ', '{ ask: {} }', ' }', 30))),
  refused('rules 10,000 deep', withRule(nested('{ not: ', '{ ask: {} }', ' }', 10_000))),
  refused('all-of 200 deep', withRule(nested('{ all-of: [{ ask: {} }, ', '{ ask: {} }', '] }', 200))),
  refused(
    'a sentence that stands nowhere, 30,000 characters',
    smallDefinition().replace('sentence: Age 18', `sentence: ${'a '.repeat(15_000)}Age 18`),
  ),
  refused(
    'a text of 30,000 opened tags',
    smallDefinition().replace('An Invented', `"${'<b'.repeat(15_000)}"`),
  ),
  refused(
    'a link of 30,000 signs',
    smallDefinition().replace('registry-link: https://', `registry-link: https://${'a.'.repeat(15_000)}`),
  ),
  refused(
    'a mail address that never ends',
    smallDefinition().replace(
      'name: Nobody,',
      `name: Nobody, mail: "${'a.'.repeat(15_000)}@", link: "http://x",`,
    ),
  ),
  refused(
    '30,000 brackets of Markdown',
    smallDefinition().replace('An Invented', `"${'!['.repeat(15_000)}](x)<script>"`),
  ),
  ...EXPRESSIONS.map(([name, expression]) => refused(name, withExpression(expression))),
  unknown('the longest allowed expression, over every laboratory result', withExpression(LONGEST)),
  refused(
    '40 long expressions',
    withExpressions(Array.from({ length: 40 }, (_, n) => `${LONGEST} or status = 'x${n}'`)),
  ),
  refused(
    'a set that selects everything',
    withExpressions([`status = 'nothing'`]).replace('code: "2951-2"', 'prefix: ""'),
  ),
  unknown(
    '30 ages and a question, of which all combinations are too many to try',
    withRule(`{ all-of: [{ ask: {} }, { any-of: [${ages(30)}] }] }`),
  ),
  unknown(
    'groups eight deep, each twice as wide',
    withRule(nested('{ all-of: [{ any-of: [{ ask: {} }, { ask: {} }] }, ', '{ ask: {} }', '] }', 7)),
  ),
  unknown(
    'a registry text of 15,000 marks',
    smallDefinition().replace('  * Age 18', `  * ${'* '.repeat(15_000)}Age 18`),
  ),
  unknown(
    'everything with everything',
    withExpression(`component.select(%resource.component).where(code.text = 'x').exists()`),
  ),
  unknown('140 criteria', withCriteria(140, '{ ask: {} }')),
  unknown('25 criteria of 20 parts', withCriteria(25, `{ any-of: [${asks(20)}] }`)),
]
