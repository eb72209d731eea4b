/** FHIRPath that takes long, or for ever. */
import { deciding, many, ownFact } from './base.ts'
import type { Hostile } from './hostile.ts'

/** A trial that is decided by a fact of its own. */
const reading = (...wheres: readonly string[]) =>
  deciding(
    { 'all-of': [{ event: { fact: 'own-0' } }, { ask: {} }] },
    { facts: wheres.map((where, at) => ownFact(`own-${at}`, where)) },
  )

const fill = (one: string, between: string, to = 1000) => {
  const count = Math.floor((to + between.length) / (one.length + between.length))
  return many(count, () => one).join(between)
}

const CODED = "code.coding.where(code = 'x').exists()"

/** Expressions that walk, repeat, look things up, or are as large as may be. */
export const expressions: readonly Hostile[] = [
  { name: 'repeat', made: () => reading('repeat($this).exists()'), refused: 'L-FHIRPATH-FUNCTION' },
  {
    name: 'descendants of descendants',
    made: () => reading('descendants().descendants().descendants().exists()'),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  {
    name: 'aggregate',
    made: () => reading('component.aggregate($total + $this, 0).exists()'),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  {
    name: 'combine of combine',
    made: () => reading(`component${'.combine(component)'.repeat(40)}.exists()`),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  { name: 'catastrophic pattern', made: () => reading("status.matches('^(a+)+$')"), refused: 'L-REGEX' },
  {
    name: 'catastrophic pattern with a choice',
    made: () => reading("status.matches('^(a|aa)*$')"),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  {
    name: 'replaceMatches',
    made: () => reading("status.replaceMatches('(a*)*b', '') = ''"),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  {
    name: 'pattern that tests patterns',
    made: () => reading(`status.matches('${'(a+'.repeat(300)}')`),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  { name: 'trace', made: () => reading("code.coding.trace('x').exists()"), refused: 'L-FHIRPATH-FUNCTION' },
  {
    name: 'memberOf',
    made: () => reading("code.memberOf('https://example.org/vs')"),
    refused: 'L-FHIRPATH-FUNCTION',
  },
  { name: 'resolve', made: () => reading('subject.resolve().exists()'), refused: 'L-FHIRPATH-FUNCTION' },
  {
    name: 'brackets, 400 deep',
    made: () => reading(`${'('.repeat(400)}status${')'.repeat(400)} = 'final'`),
    refused: 'L-FHIRPATH-SIZE',
  },
  { name: 'brackets, 20 deep', made: () => reading(`${'('.repeat(20)}status = 'final'${')'.repeat(20)}`) },
  { name: 'signs, 900 in a row', made: () => reading(`${'-'.repeat(900)}1 = 1`), refused: 'L-FHIRPATH-SIZE' },
  {
    name: 'where in where, 10 deep',
    made: () =>
      reading(
        `component${'.where(code.coding.where(exists()'.repeat(10)}${'.exists())'.repeat(10)}.exists()`,
      ),
    refused: 'L-FHIRPATH-SIZE',
  },
  {
    name: 'where after where, 1,000 characters',
    made: () => reading(`component${'.where(code.exists())'.repeat(45)}.exists()`),
  },
  {
    name: 'union of 240',
    made: () => reading(`(${fill('code', '|', 980)}).exists()`),
    refused: 'L-FHIRPATH-SIZE',
  },
  { name: 'union of 80', made: () => reading(`(${many(80, () => 'code').join('|')}).exists()`) },
  {
    name: 'union in union, 15 deep',
    made: () => reading(`${'(code|'.repeat(15)}code${')'.repeat(15)}.exists()`),
  },
  { name: 'and, 1,000 characters', made: () => reading(fill(CODED, ' and ')) },
  { name: 'or, 1,000 characters', made: () => reading(fill('code.exists()', ' or ')) },
  {
    name: '20,000 characters',
    made: () => reading(fill(CODED, ' and ', 20_000)),
    refused: 'L-LIMIT',
  },
  {
    name: 'extension of extension',
    made: () =>
      reading(`extension('http://example.org/x')${".extension('http://example.org/x')".repeat(27)}.exists()`),
  },
  {
    name: 'select of select',
    made: () => reading(`component${'.select(code)'.repeat(1)}${'.select(coding)'.repeat(1)}.exists()`),
  },
  {
    name: 'expressions, 300 of 1,000 characters',
    made: () => reading(...many(300, () => fill(CODED, ' and '))),
    refused: 'L-LIMIT',
  },
  {
    name: 'expressions, 50 of 1,000 characters',
    made: () => reading(...many(50, (at) => fill(`code.coding.where(code = 'x${at}').exists()`, ' and '))),
    refused: 'L-LIMIT',
  },
  {
    name: 'expressions, 480 that do not parse',
    made: () => reading(...many(480, () => `${'a('.repeat(18)}`)),
    refused: 'L-LIMIT',
  },
  {
    name: 'expressions, 480 of paths that are not there',
    made: () => reading(...many(480, () => 'cod.codin.wher(x)')),
    refused: 'L-LIMIT',
  },
  { name: 'numbers of 900 digits', made: () => reading(`component.count() > ${'9'.repeat(900)}`) },
  {
    name: 'unit of 900 letters',
    made: () => reading(`value.ofType(Quantity) > 1 '${'m'.repeat(900)}'`),
    refused: 'L-UNIT',
  },
]
