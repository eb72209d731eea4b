import { isObject, listOf, resourceOf, textOf } from '../fhir.ts'
import { fail, ok, type Result } from '../result.ts'
import { Intake } from './intake.ts'
import { type LedgerEntry, RESOURCE_TYPES } from './ledger.ts'
import type { PatientRecord } from './record.ts'

/** Why a file is no patient's record. */
export type FileProblem =
  | { readonly kind: 'not-a-bundle' }
  | { readonly kind: 'not-r4' }
  | { readonly kind: 'no-patient' }
  | { readonly kind: 'two-patients'; readonly ids: readonly string[] }

/**
 * A record from a FHIR R4 Bundle in a file. It counts as read to the end unless it says otherwise: a next link,
 * a total above its entries, or an OperationOutcome among them. Resources about somebody else are set aside and
 * the rest is judged.
 */
export function recordFromBundle(bundle: unknown): Result<PatientRecord, FileProblem> {
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') return fail({ kind: 'not-a-bundle' })
  if (bundle['entry'] !== undefined && !Array.isArray(bundle['entry'])) return fail({ kind: 'not-a-bundle' })
  const entries = listOf(bundle['entry']).filter(isObject)
  const patients = entries.filter(
    ({ resource }) => isObject(resource) && resource['resourceType'] === 'Patient',
  )
  const ids = [...new Set(patients.flatMap(({ resource }) => resourceOf(resource)?.id ?? []))]
  const [id] = ids
  if (id === undefined) return fail({ kind: 'no-patient' })
  if (ids.length > 1) return fail({ kind: 'two-patients', ids })
  const aliases = new Set(patients.flatMap(({ fullUrl }) => textOf(fullUrl) ?? []))
  const intake = new Intake(id, {
    aliases,
    bundles: ['collection', 'searchset', 'document', 'batch', 'transaction'],
  })
  const report = intake.take(bundle)
  if (report.kind === 'refused') return fail({ kind: report.reason === 'not-r4' ? 'not-r4' : 'not-a-bundle' })
  const gap = gapOf(report.next !== undefined, (report.total ?? 0) > entries.length, report.restricted)
  for (const resource of RESOURCE_TYPES)
    intake.finish({
      query: `file:${resource}`,
      resource,
      state: 'complete',
      pages: 1,
      entries: report.entries,
      ...gap,
    })
  return ok(intake.record())
}

function gapOf(more: boolean, fewer: boolean, restricted: boolean): Partial<LedgerEntry> {
  if (more) return { state: 'partial', reason: 'more-pages' }
  if (fewer) return { state: 'partial', reason: 'total-mismatch' }
  return restricted ? { state: 'partial', reason: 'restricted' } : {}
}
