/** Reads an expression as the engine would, over types instead of a resource, and says what is wrong with it. */
import { nearest } from '../../nearest.ts'
import { readCall } from './calls.ts'
import { flaw } from './flaw.ts'
import { choiceInJson, type Elements, partsOfElements, step } from './model.ts'
import { readOperator } from './operators.ts'
import { type Scope, YES_NO } from './scope.ts'
import type { Node } from './tree.ts'

/** What a part of an expression gives; undefined when it is wrong and said to be. */
export function read(node: Node, scope: Scope): Elements | undefined {
  switch (node.is) {
    case 'step':
      return readStep(node, scope)
    case 'call':
      return readCall(node, scope)
    case 'operator':
      return readOperator(node, scope)
    case 'this':
      return scope.this
    case 'variable':
      return readVariable(node, scope)
    case 'literal':
      return readLiteral(node, scope)
    case 'item':
      return refuse(
        node,
        scope,
        '[…] picks by place, and the order in which a resource lists things says nothing.',
      )
    case 'strange':
      return refuse(node, scope, 'This part of FHIRPath is not read here.')
  }
}

function refuse({ at }: Node, { report }: Scope, message: string): undefined {
  report(flaw('L-FHIRPATH-FUNCTION', at, message))
}

function readStep(node: Extract<Node, { is: 'step' }>, scope: Scope): Elements | undefined {
  const { name, at } = node
  const isFirst = node.of === undefined
  if (isFirst && scope.this === scope.root && name === scope.around.resource) return scope.root
  const from = node.of ? scope.read(node.of, scope) : scope.this
  if (!from) return undefined
  const found = step(from, name)
  if (found) return found
  const written = choiceInJson(from, name)
  const near = nearest(name, partsOfElements(from))
  scope.report(
    flaw(
      'L-FHIRPATH-PATH',
      at,
      `There is no “${name}” in ${from.types.slice(0, 3).join(' or ')} (FHIR R4).`,
      written ? `FHIRPath writes it ${written}.` : near ? `Did you mean ${near}?` : undefined,
    ),
  )
  return undefined
}

function readVariable({ name, at }: Extract<Node, { is: 'variable' }>, scope: Scope): Elements | undefined {
  if (name === 'resource' || name === 'context') return scope.root
  scope.report(
    flaw('L-FHIRPATH-FUNCTION', at, `There is no variable %${name} here.`, 'The resource is %resource.'),
  )
  return undefined
}

const LITERALS: Readonly<Record<string, string>> = {
  StringLiteral: 'System.String',
  NumberLiteral: 'System.Decimal',
  LongNumberLiteral: 'System.Integer',
  DateLiteral: 'System.Date',
  DateTimeLiteral: 'System.DateTime',
  TimeLiteral: 'System.Time',
  QuantityLiteral: 'System.Quantity',
}

function readLiteral({ kind, at }: Extract<Node, { is: 'literal' }>, scope: Scope): Elements | undefined {
  if (kind === 'BooleanLiteral') return YES_NO
  const type = LITERALS[kind]
  if (type) return { types: [type], many: false }
  scope.report(flaw('L-FHIRPATH-KIND', at, '{} is nothing, and nothing follows from it.'))
  return undefined
}
