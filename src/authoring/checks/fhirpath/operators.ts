import { isUnit } from '../../../engine/facts/units.ts'
import { saysExistence, typed } from './calls.ts'
import { flaw } from './flaw.ts'
import { type Elements, sortOf } from './model.ts'
import { type Scope, YES_NO } from './scope.ts'
import { reportSystem } from './systems.ts'
import type { Node } from './tree.ts'

type Operator = Extract<Node, { is: 'operator' }>

const COMPARES = ['=', '!=', '<', '<=', '>', '>=']

const withoutUnit = (at: number) =>
  flaw(
    'L-NO-UNIT-COMPARED',
    at,
    'A number is compared without its unit.',
    "Leave limits to the rule, or compare a Quantity with one: value.ofType(Quantity) <= 2 'g/L'.",
  )

/** What an operator gives; undefined when it is wrong and said to be. */
export function readOperator(node: Operator, scope: Scope): Elements | undefined {
  const { name, at, given } = node
  const [left, right] = given
  if (COMPARES.includes(name) && left && right) return compared(node, left, right, scope)
  switch (name) {
    case 'and':
    case 'or':
    case 'xor':
      for (const part of given) readCondition(part, scope)
      return YES_NO
    case 'implies':
      scope.report(
        flaw(
          'L-CLOSED-WORLD',
          at,
          '“implies” is true as soon as its left side is not.',
          'Say what has to be there, with and.',
        ),
      )
      return undefined
    case '|': {
      const parts = given.map((part) => scope.read(part, scope)).filter((part) => part !== undefined)
      return parts.length < given.length ? undefined : joined(parts)
    }
    case 'is':
    case 'as': {
      const on = left && scope.read(left, scope)
      return on && typed({ name, at }, on, right, scope)
    }
    case 'in':
    case 'contains':
      if (given.map((part) => scope.read(part, scope)).some((part) => part?.unitless))
        scope.report(withoutUnit(at))
      return YES_NO
    case '-':
      if (given.length === 1 && left?.is === 'literal') return scope.read(left, scope)
  }
  scope.report(
    flaw(
      'L-FHIRPATH-FUNCTION',
      at,
      `“${name}” calculates; an expression only reads.`,
      'Units are converted and limits compared by the rule.',
    ),
  )
  return undefined
}

/** A part that has to be true or false by what the resource says. */
export function readCondition(node: Node, scope: Scope): void {
  if (node.is === 'literal' && node.kind === 'BooleanLiteral')
    scope.report(flaw('L-CLOSED-WORLD', node.at, `“${node.text}” holds whatever the resource says.`))
  const found = scope.read(node, scope)
  if (found && (found.many || !found.types.every((type) => sortOf(type) === 'boolean')))
    scope.report(
      flaw(
        'L-FHIRPATH-KIND',
        node.at,
        'This is not true or false.',
        'Compare it, or ask with exists() whether it is there.',
      ),
    )
}

const joined = (parts: readonly Elements[]): Elements => ({
  types: [...new Set(parts.flatMap(({ types }) => types))],
  many: true,
  ...(parts.some(({ unitless }) => unitless) ? { unitless: true } : {}),
})

function compared(node: Operator, left: Node, right: Node, scope: Scope): Elements | undefined {
  const sides = [left, right] as const
  reportExistence(node, sides, scope)
  reportSystem(sides, scope)
  const [a, b] = sides.map((side) => scope.read(side, scope))
  for (const side of sides) reportUnit(side, scope)
  if (!a || !b) return YES_NO
  const { at } = node
  const sorts = (elements: Elements) => elements.types.map(sortOf)
  if (
    a.unitless ||
    b.unitless ||
    (sorts(a).includes('quantity') && sorts(b).every((one) => one === 'number'))
  )
    scope.report(withoutUnit(at))
  else if (a.many || b.many)
    scope.report(
      flaw(
        'L-FHIRPATH-KIND',
        at,
        `“${node.name}” compares one thing with one, and there may be several.`,
        'Narrow it first: coding.where(code = …).exists().',
      ),
    )
  else if (sides.every(({ is }) => is === 'literal'))
    scope.report(flaw('L-CLOSED-WORLD', at, 'This says the same whatever the resource says.'))
  else if (!sorts(a).some((sort) => sort !== 'element' && sorts(b).includes(sort)))
    scope.report(
      flaw(
        'L-FHIRPATH-KIND',
        at,
        `${namesOf(a)} and ${namesOf(b)} cannot be compared.`,
        'Go down to the part that is meant: code.coding.where(code = …).exists().',
      ),
    )
  return YES_NO
}

const namesOf = ({ types }: Elements): string => types.slice(0, 3).join(' or ').replaceAll('System.', '')

/** `count() = 0`, `exists() = false`: true where nothing is recorded. */
function reportExistence({ name, at }: Operator, sides: readonly [Node, Node], { report }: Scope): void {
  for (const [side, other, op] of [
    [sides[0], sides[1], name],
    [sides[1], sides[0], turned(name)],
  ] as const) {
    if (!saysExistence(side)) continue
    const isCount = side.is === 'call' && side.name === 'count'
    const isTrueOfNothing =
      other.is !== 'literal' || (isCount ? holds(0, op, Number(other.text)) : other.kind === 'BooleanLiteral')
    if (isTrueOfNothing)
      report(
        flaw(
          'L-CLOSED-WORLD',
          at,
          isCount
            ? 'This is true where nothing is recorded.'
            : 'Whether something is there is not compared with true or false.',
          'Where a `where` may say that nothing is there, it is written empty().',
        ),
      )
  }
}

const turned = (name: string): string => ({ '<': '>', '>': '<', '<=': '>=', '>=': '<=' })[name] ?? name

function holds(value: number, op: string, limit: number): boolean {
  if (op === '=') return value === limit
  if (op === '!=') return value !== limit
  return op.startsWith('<')
    ? value < limit || (op === '<=' && value === limit)
    : value > limit || (op === '>=' && value === limit)
}

function reportUnit(side: Node, { report }: Scope): void {
  const unit =
    side.is === 'literal' && side.kind === 'QuantityLiteral' ? /'(.*)'/.exec(side.text)?.[1] : undefined
  if (unit !== undefined && !isUnit(unit)) report(flaw('L-UNIT', side.at, `“${unit}” is no unit of UCUM.`))
}
