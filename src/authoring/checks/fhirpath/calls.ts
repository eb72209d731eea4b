import { nearest } from '../../nearest.ts'
import { flaw } from './flaw.ts'
import { ALLOWED, isCatastrophic, ON_TEXT, refusalOf, TAKES_REGEX, YES_OR_NO } from './functions.ts'
import { type Elements, isA, isType, sortOf, step } from './model.ts'
import { type Scope, YES_NO } from './scope.ts'
import type { Node } from './tree.ts'

type Call = Extract<Node, { is: 'call' }>

/** What a function gives; undefined when the call is wrong and said to be. */
export function readCall(call: Call, scope: Scope): Elements | undefined {
  const { name, at, given } = call
  const refusal = refusalOf(name)
  if (refusal) {
    const [code, message, hint] = refusal
    scope.report(flaw(code, at, `${name}() may not be used. ${message}`, hint))
    if (TAKES_REGEX.includes(name)) reportRegex(call, scope)
    if (call.of) scope.read(call.of, scope)
    return undefined
  }
  const [least, most] = ALLOWED[name] ?? [0, 0]
  if (given.length < least || given.length > most) {
    const needed = least === most ? `${least}` : `${least} or ${most}`
    scope.report(
      flaw('L-FHIRPATH-SYNTAX', at, `${name}() takes ${needed} arguments; ${given.length} stand here.`),
    )
    return undefined
  }
  const on = call.of ? scope.read(call.of, scope) : scope.this
  if (!on) return undefined
  if (['ofType', 'as', 'is'].includes(name)) return typed(call, on, given[0], scope)
  const criterion = name === 'where' || name === 'exists' ? given[0] : undefined
  if (criterion) filter(criterion, on, scope)
  if (name === 'where') return on
  if (name === 'select') return projected(on, given[0], scope)
  if (name === 'extension') return extension(call, on, scope)
  if (name === 'count') return { types: ['System.Integer'], many: false }
  if (name === 'empty') checkEmpty(call, scope)
  if (name === 'not') checkNot(call, on, scope)
  if (ON_TEXT.includes(name)) return onText(call, on, scope)
  return YES_NO
}

/** The condition of `where(…)` or `exists(…)`, about one of the elements. */
function filter(criterion: Node, on: Elements, scope: Scope): void {
  const inner: Scope = { ...scope, this: { ...on, many: false }, filters: true }
  const found = scope.read(criterion, inner)
  if (found && !found.types.every((type) => sortOf(type) === 'boolean'))
    scope.report(flaw('L-FHIRPATH-KIND', criterion.at, 'A condition has to be true or false.'))
}

function projected(on: Elements, projection: Node | undefined, scope: Scope): Elements | undefined {
  const found = projection && scope.read(projection, { ...scope, this: { ...on, many: false } })
  return found && { ...found, many: on.many || found.many }
}

/** `ofType(Quantity)`, `as(…)`, `is(…)`: a type of R4 that can stand there. */
export function typed(
  { name, at }: Pick<Call, 'name' | 'at'>,
  on: Elements,
  type: Node | undefined,
  scope: Scope,
): Elements | undefined {
  const wanted = type?.is === 'step' ? type.name.replace(/^FHIR\./, '') : ''
  const isOfFhir =
    type?.is === 'step' && (type.of === undefined || (type.of.is === 'step' && type.of.name === 'FHIR'))
  if (!isOfFhir || !isType(wanted)) {
    const near = nearest(wanted, on.types)
    scope.report(
      flaw(
        'L-FHIRPATH-PATH',
        type?.at ?? at,
        `There is no type ${wanted || 'here'} in FHIR R4.`,
        near ? `Did you mean ${near}?` : `Here may stand: ${on.types.join(', ')}.`,
      ),
    )
    return undefined
  }
  if (!on.types.some((one) => isA(one, wanted) || isA(wanted, one))) {
    scope.report(
      flaw(
        'L-FHIRPATH-PATH',
        type.at,
        `It is never a ${wanted} here.`,
        `Here may stand: ${on.types.join(', ')}.`,
      ),
    )
    return undefined
  }
  return name === 'is' ? YES_NO : { types: [wanted], many: on.many }
}

function extension({ at, given }: Call, on: Elements, scope: Scope): Elements | undefined {
  const [url] = given
  if (url?.is !== 'literal' || !/^'(https?:\/\/|urn:)[^\s']+'$/.test(url.text))
    scope.report(flaw('L-FHIRPATH-KIND', url?.at ?? at, 'An extension is named by its address, in quotes.'))
  return step(on, 'extension')
}

function onText({ name, at, given: [text] }: Call, on: Elements, scope: Scope): Elements | undefined {
  if (on.many || !on.types.every((type) => sortOf(type) === 'string')) {
    scope.report(
      flaw(
        'L-FHIRPATH-KIND',
        at,
        on.many ? `${name}() takes one text, and there may be several.` : `${name}() takes a text.`,
        'Narrow it first: coding.where(…).',
      ),
    )
    return undefined
  }
  if (text) scope.read(text, scope)
  if (name === 'length') return { types: ['System.Integer'], many: false }
  return YES_OR_NO.includes(name) ? YES_NO : { types: ['System.String'], many: false }
}

/** Of nothing `empty()` says yes. So it may only narrow what a code has selected, or a filter's elements. */
function checkEmpty({ at }: Call, { around, filters, report }: Scope): void {
  if (filters || (around.use === 'where' && !around.decides)) return
  report(
    flaw(
      'L-CLOSED-WORLD',
      at,
      around.use === 'where'
        ? 'empty() is true where nothing is recorded, and here nothing else says what the resource is.'
        : 'empty() is true where nothing is recorded: that is no value.',
      around.use === 'where' ? 'Say with exists() what has to be there.' : 'Narrow with where(…).',
    ),
  )
}

function checkNot({ at, of }: Call, on: Elements, scope: Scope): void {
  if (on.many || !on.types.every((type) => sortOf(type) === 'boolean'))
    scope.report(flaw('L-FHIRPATH-KIND', at, 'not() takes one true or false.'))
  else if (of && saysExistence(of))
    scope.report(
      flaw(
        'L-CLOSED-WORLD',
        at,
        'not() over “is there one” is true where nothing is recorded.',
        'Where a `where` may say so, it is written empty().',
      ),
    )
}

const PUTS_TOGETHER = ['and', 'or', 'xor', '=', '!=', '<', '<=', '>', '>=']

/** True for a part that asks whether something is there, or puts such parts together. */
export function saysExistence(node: Node): boolean {
  if (node.is === 'call') return ['exists', 'empty', 'hasValue', 'count'].includes(node.name)
  // Of an empty list `in` and `contains` say no, not nothing.
  if (node.is === 'operator' && ['in', 'contains'].includes(node.name)) return true
  return node.is === 'operator' && PUTS_TOGETHER.includes(node.name) && node.given.some(saysExistence)
}

function reportRegex({ given }: Call, { report }: Scope): void {
  for (const one of given)
    if (one.is === 'literal' && isCatastrophic(one.text))
      report(flaw('L-REGEX', one.at, 'This pattern repeats what repeats: on some texts it never ends.'))
}
