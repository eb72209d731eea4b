/** Where the parts of a definition stand in its document. */
import { type Part, partsOf, rulesIn } from '../../engine/criteria/parts.ts'
import type { Criterion } from '../../engine/trials/trial.ts'
import { hyphenated } from '../hyphens.ts'
import type { Path } from '../problem.ts'
import type { Checked } from './checks.ts'

/** A criterion, and where it stands. */
export interface Placed {
  readonly criterion: Criterion
  readonly path: Path
}

/** Every criterion of a definition with its place. */
export function placedCriteria({ written, compiled }: Checked): Placed[] {
  const inclusions = written.inclusion.length
  return compiled.trial.criteria.map((criterion, index) => ({
    criterion,
    path: index < inclusions ? ['inclusion', index] : ['exclusion', index - inclusions],
  }))
}

/** Every part of a criterion's rule with its place. */
export function placedParts({ criterion, path }: Placed): (Part & { readonly at: Path })[] {
  return [...partsOf(criterion.rule)].map((part) => ({
    ...part,
    at: [...path, 'rule', ...part.path.map((step) => (typeof step === 'string' ? hyphenated(step) : step))],
  }))
}

/** Kinds of a criterion's rule, parts included. */
export const kindsOfRules = (criterion: Criterion): string[] =>
  [...rulesIn(criterion.rule)].map(({ kind }) => kind)
