/** Tricks of YAML, of JavaScript and of the eye. */
import { criterion, deciding, definition, many } from './base.ts'
import type { Hostile } from './hostile.ts'

const usual = JSON.stringify(deciding({ age: { 'at-least': 18 } }))

/** The definition with a further key. */
const with_ = (more: string): string => `${usual.slice(0, -1)},${more}}`

const bomb = [
  'a0: &a0 [x, x, x, x, x, x, x, x, x]',
  ...many(8, (at) => `a${at + 1}: &a${at + 1} [${many(9, () => `*a${at}`).join(', ')}]`),
].join('\n')

/** What a reader of YAML, a map of JavaScript or an eye can be fooled with. */
export const tricks: readonly Hostile[] = [
  { name: 'alias bomb', made: () => bomb, refused: 'L-YAML' },
  {
    name: 'aliases, 50,000 of them',
    made: () => `a: &a x\nb: [${'*a,'.repeat(50_000)}]`,
    refused: 'L-LIMIT',
  },
  {
    name: 'anchors, 20,000 of them',
    made: () => many(20_000, (at) => `- &a${at} x`).join('\n'),
    refused: 'L-LIMIT',
  },
  { name: 'alias of itself', made: () => 'a: &a [*a]', refused: 'L-YAML' },
  { name: 'merge key', made: () => with_('"<<": {"id": "NCT99999999"}'), refused: 'L-YAML' },
  {
    name: 'merge keys, 10,000 of them',
    made: () => many(10_000, () => '- { <<: { a: b } }').join('\n'),
    refused: 'L-LIMIT',
  },
  { name: 'tag of a program', made: () => 'a: !!js/function "function () { return 1 }"', refused: 'L-YAML' },
  { name: 'tags, 20,000 of them', made: () => many(20_000, () => '- !x y').join('\n'), refused: 'L-LIMIT' },
  {
    name: 'lists, 10,000 deep',
    made: () => `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    refused: 'L-LIMIT',
  },
  {
    name: 'maps, 10,000 deep',
    made: () => `${'{a: '.repeat(10_000)}b${'}'.repeat(10_000)}`,
    refused: 'L-LIMIT',
  },
  { name: 'lists never closed, 200,000 deep', made: () => '['.repeat(200_000), refused: 'L-LIMIT' },
  { name: 'dashes, 200,000 deep', made: () => '- '.repeat(200_000), refused: 'L-LIMIT' },
  {
    name: 'lists of a line each, 900 deep',
    made: () => many(900, (at) => `${' '.repeat(at)}-`).join('\n'),
    refused: 'L-LIMIT',
  },
  { name: 'keys that ask, 100,000 of them', made: () => '? '.repeat(100_000), refused: 'L-LIMIT' },
  { name: 'brackets never opened, 100,000', made: () => ']'.repeat(100_000), refused: 'L-LIMIT' },
  { name: 'quotes never closed', made: () => `a: "${'x\n'.repeat(200_000)}`, refused: 'L-LIMIT' },
  { name: 'escapes that are none, 100,000', made: () => `a: "${'\\q'.repeat(100_000)}"`, refused: 'L-LIMIT' },
  { name: 'documents, 50,000 of them', made: () => '---\na\n'.repeat(50_000), refused: 'L-LIMIT' },
  { name: 'comments alone, 500 kB', made: () => '# x\n'.repeat(125_000), refused: 'L-LIMIT' },
  { name: 'blank lines, 500 kB', made: () => '\n'.repeat(500_000), refused: 'L-LIMIT' },
  { name: 'spaces, 500 kB', made: () => `a:${' '.repeat(500_000)}b`, refused: 'L-MISSING-KEY' },
  { name: 'zeros, 500 kB', made: () => '\0'.repeat(500_000), refused: 'L-ENCODING' },
  {
    name: 'half a character at the end of 500 kB',
    made: () => `${usual}#${'x'.repeat(500_000)}\uD800`,
    refused: 'L-SYNTAX',
  },
  { name: '__proto__', made: () => with_('"__proto__": {"grammar": 1}'), refused: 'L-RESERVED-KEY' },
  {
    name: 'constructor',
    made: () => with_('"constructor": {"prototype": {"grammar": 1}}'),
    refused: 'L-RESERVED-KEY',
  },
  { name: 'toString as a kind of rule', made: () => deciding({ toString: {} }), refused: 'L-UNKNOWN-KEY' },
  {
    name: 'hasOwnProperty as the name of a fact',
    made: () => deciding({ event: { fact: 'hasownproperty' } }),
    refused: 'L-REFERENCE',
  },
  { name: 'one key, 1,500 times', made: () => `{${'a: 1, '.repeat(1500)}}`, refused: 'L-REPEATED-KEY' },
  {
    name: 'different keys, 20,000 of them',
    made: () => many(20_000, (at) => `k${at}: 1`).join('\n'),
    refused: 'L-LIMIT',
  },
  {
    name: 'text turned round',
    made: () => definition([criterion('one', 'Age \u202E81\u202C years or older')]),
    refused: 'L-TEXT',
  },
  {
    name: 'text turned round, 120 times',
    made: () => definition(many(120, (at) => criterion(`c${at}`, `Turned \u202E${at}`))),
    refused: 'L-TEXT',
  },
  {
    name: 'an id that looks like another',
    made: () => definition([criterion('one')], { id: 'N\u0421T00000017' }),
    refused: 'L-LOOK-ALIKE',
  },
]
