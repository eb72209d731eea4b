/** Where the parts of a definition stand in its document. */
import type { Rule } from '../../engine/criteria/kinds.ts'
import { type Part, partsOf, rulesIn } from '../../engine/criteria/parts.ts'
import type { FactDefinition } from '../../engine/facts/catalog.ts'
import type { Criterion } from '../../engine/trials/trial.ts'
import { hyphenated } from '../hyphens.ts'
import type { Path } from '../problem.ts'
import type { Checked } from './checks.ts'

/** The facts that a definition may name: the shared ones, and those that it brings along. */
export const factsByName = ({ shared, compiled }: Checked): ReadonlyMap<string, FactDefinition> =>
  new Map([...shared.facts, ...compiled.own.facts].map((fact) => [fact.name, fact]))

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
    at: [...path, 'rule', ...part.path.map(asWritten)],
  }))
}

const asWritten = (step: string | number): string | number =>
  typeof step === 'string' ? hyphenated(step) : step

/** A rule, parts of other rules among them. */
export interface PlacedRule {
  readonly rule: Rule
  /** Where what stands behind its kind is. */
  readonly at: Path
  /** How many rules it stands in. */
  readonly depth: number
}

/** Every rule of a definition, those within others included. */
export const placedRules = (checked: Checked): PlacedRule[] =>
  placedCriteria(checked).flatMap((placed) => [
    { rule: placed.criterion.rule, at: [...placed.path, 'rule', placed.criterion.rule.kind], depth: 0 },
    ...placedParts(placed)
      .filter(({ is }) => is === 'rule')
      .map(({ value, at }): PlacedRule => {
        const rule = value as Rule
        const depth = at.filter((step, place) => isKindOfGroup(step) && place > placed.path.length).length
        return { rule, at: [...at, rule.kind], depth }
      }),
  ])

const isKindOfGroup = (step: string | number): boolean =>
  ['all-of', 'any-of', 'at-least', 'not', 'once', 'depends'].includes(String(step))

/** Kinds of a criterion's rule, parts included. */
export const kindsOfRules = (criterion: Criterion): string[] =>
  [...rulesIn(criterion.rule)].map(({ kind }) => kind)
