import type { FactCatalog, FactDefinition } from '../../../engine/facts/catalog.ts'
import type { Check } from '../checks.ts'
import { type Flaw, flaw } from './flaw.ts'
import { type Elements, isA, sortOf } from './model.ts'
import { readCondition } from './operators.ts'
import { read } from './reading.ts'
import type { Around, Scope, Use } from './scope.ts'
import { type Node, parse } from './tree.ts'

/** The expressions of a trial's own facts. */
export const checkExpressions: Check = ({ written, shared }) =>
  flawsOfFacts(written.facts ?? [], shared.systems).map(({ fact, source, key, ...found }) => ({
    ...found,
    path: ['facts', fact, 'from', source, key],
  }))

interface Placed extends Flaw {
  readonly fact: number
  readonly source: number
  readonly key: Use
}

const USES: readonly Use[] = ['where', 'number', 'quantity', 'coded']

/** What is wrong with the expressions of some facts, and where they stand in the list. */
export const flawsOfFacts = (facts: readonly FactDefinition[], systems: FactCatalog['systems']): Placed[] =>
  facts.flatMap((definition, fact) =>
    definition.from.flatMap((one, source) =>
      USES.flatMap((key) => {
        const text = one[key]
        if (text === undefined) return []
        const around: Around = {
          use: key,
          resource: one.resource,
          decides: one.sets.length === 0 || one.kind !== undefined,
          hasUnit: definition.unit !== undefined,
          systems,
        }
        return flawsOf(text, around).map((found): Placed => ({ ...found, fact, source, key }))
      }),
    ),
  )

/** What is wrong with one expression. */
export function flawsOf(text: string, around: Around): Flaw[] {
  const parsed = parse(text)
  if (!parsed.ok) return [parsed.problem]
  const found: Flaw[] = []
  const root: Elements = { types: [around.resource], many: false }
  const scope: Scope = {
    around,
    root,
    this: root,
    filters: false,
    report: (one) => found.push(one),
    read,
  }
  if (around.use === 'where') readCondition(parsed.value, scope)
  else readValue(parsed.value, scope)
  return [...new Map(found.map((one) => [`${one.code} ${one.within} ${one.message}`, one])).values()]
}

const WANTED: Readonly<Record<Exclude<Use, 'where'>, readonly [(type: string) => boolean, string]>> = {
  number: [(type) => sortOf(type) === 'number', 'a number'],
  quantity: [(type) => isA(type, 'Quantity'), 'a Quantity'],
  coded: [(type) => type === 'Coding', 'a Coding'],
}

/** An expression that gives a value: an element of the resource of the right type, never something worked out. */
function readValue(node: Node, scope: Scope): void {
  const { use, hasUnit } = scope.around
  if (use === 'where') return
  const worked = workedOut(node)
  if (worked) {
    scope.report(
      flaw(
        'L-CLOSED-WORLD',
        worked.at,
        'This gives a value where none is recorded.',
        'A value is an element of the resource.',
      ),
    )
    return
  }
  const found = scope.read(node, scope)
  if (!found) return
  const [isWanted, name] = WANTED[use]
  const others = found.types.filter((type) => !isWanted(type))
  if (others.length > 0)
    scope.report(
      flaw(
        'L-FHIRPATH-KIND',
        node.at,
        `“${use}” needs ${name}; this may be ${others.slice(0, 3).join(' or ').replaceAll('System.', '')}.`,
        use === 'coded' ? 'value.ofType(CodeableConcept).coding' : `Narrow it with ofType(…).`,
      ),
    )
  else if (use === 'number' && hasUnit && found.unitless)
    scope.report(
      flaw(
        'L-NO-UNIT-COMPARED',
        node.at,
        'The number of a Quantity is taken without its unit, and the fact is kept in one.',
        'Read it as `quantity`: value.ofType(Quantity).',
      ),
    )
}

/** A literal, a count or a yes-or-no among what an expression gives. */
function workedOut(node: Node): Node | undefined {
  if (node.is === 'operator' && node.name === '|')
    return node.given.map(workedOut).find((one) => one !== undefined)
  const isWorked =
    node.is === 'literal' ||
    (node.is === 'call' && ['exists', 'empty', 'count', 'not', 'hasValue'].includes(node.name))
  return isWorked ? node : undefined
}
