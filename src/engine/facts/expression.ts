/**
 * FHIRPath, the only way in which facts read elements of a resource, and the only import of the engine that
 * implements it. It reads; it never decides: an expression selects elements of one resource, and what they
 * mean for the patient is settled in three values elsewhere.
 */
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { type Coding, isObject, type Resource, textOf } from '../fhir.ts'

/** Thrown when an expression fails on a resource: the resource is malformed and cannot be read as anything. */
export class UnreadableResource extends Error {}

/** A compiled expression. */
export type Expression = (resource: Resource) => readonly unknown[]

const compiled = new Map<string, Expression>()

/** Compiles an expression once. Throws for one that does not parse: the catalog is checked before it ships. */
export function expression(text: string): Expression {
  let found = compiled.get(text)
  if (!found) {
    const run = fhirpath.compile(text, r4, { async: false })
    found = (resource) => {
      try {
        return run(resource, { resource }) as unknown[]
      } catch {
        throw new UnreadableResource(`${resource.resourceType}/${resource.id}`)
      }
    }
    compiled.set(text, found)
  }
  return found
}

/** The codings among an expression's results. */
export const codingsIn = (results: readonly unknown[]): Coding[] =>
  results.flatMap((result) => {
    if (!isObject(result)) return []
    const system = textOf(result['system'])
    const code = textOf(result['code'])
    const display = textOf(result['display'])
    return system && code ? [{ system, code, ...(display ? { display } : {}) }] : []
  })
