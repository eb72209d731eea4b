import { fail, ok, type Result } from '../../engine/result.ts'
import { conceptIn, type Wrong } from './codes-written.ts'
import type { EntryKind } from './entry-kinds.ts'
import type { EntryContext } from './resource-of.ts'
import type { WrittenEntry } from './written-case.ts'

const RELATED = 'http://hl7.org/fhir/StructureDefinition/condition-related'

/** A reason in FHIR: elements of the resource, or an extension of it. */
export interface ReasonElements {
  readonly elements: Readonly<Record<string, unknown>>
  readonly extension?: readonly unknown[]
}

/** A code, or another entry: of a condition, the tumour that it comes from. */
export function reasonOf(
  { reason }: WrittenEntry,
  { resource }: EntryKind,
  { catalog, references }: EntryContext,
): Result<ReasonElements, Wrong> | undefined {
  if (reason === undefined) return undefined
  const reference = references.get(reason)
  if (reference !== undefined)
    return ok(
      resource === 'Condition'
        ? { elements: {}, extension: [{ url: RELATED, valueReference: { reference } }] }
        : { elements: { reasonReference: [{ reference }] } },
    )
  if (resource === 'Condition' || !reason.includes(' '))
    return fail({
      message: `No entry of this patient has the id “${reason}”.`,
      hint: `Give that entry an id: ${reason}.`,
    })
  const concept = conceptIn(reason, catalog.systems)
  return concept.ok ? ok({ elements: { reasonCode: [concept.value] } }) : concept
}
