import { suggestedSystem } from '../code-systems.ts'
import { flaw } from './flaw.ts'
import type { Scope } from './scope.ts'
import type { Node } from './tree.ts'

/** `system = '…'`: the address has to be that of a code system, as it is written. */
export function reportSystem(sides: readonly [Node, Node], { around, report }: Scope): void {
  const names = sides.some((side) => side.is === 'step' && side.name === 'system')
  const literal = sides.find((side) => side.is === 'literal' && side.kind === 'StringLiteral')
  if (!names || literal?.is !== 'literal') return
  const uri = literal.text.slice(1, -1)
  const known = Object.values(around.systems).map((one) => one.uri)
  if (known.includes(uri)) return
  const key = suggestedSystem(uri, around.systems)
  const suggestion = key === undefined ? undefined : around.systems[key]?.uri
  report(
    flaw(
      'L-SYSTEM',
      literal.at,
      `“${uri}” is the address of no code system that is known here.`,
      suggestion ? `Did you mean ${suggestion}?` : 'See value-sets/systems.yaml.',
    ),
  )
}
