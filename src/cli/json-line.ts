import type { FactCatalog } from '../engine/facts/catalog.ts'
import type { PatientRecord } from '../engine/record/record.ts'
import type { Verdict } from '../engine/verdict/verdict.ts'
import { noticesOf } from './notices.ts'
import { evidenceIn } from './summary.ts'

/** One verdict as one line of JSON. The keys and their order are fixed: other programs read them. */
export function jsonLine(
  verdict: Verdict,
  record: PatientRecord,
  asOf: string,
  catalog: FactCatalog,
): string {
  const line = {
    trial: verdict.trial.id,
    patient: `Patient/${record.patientId}`,
    asOf,
    verdict: verdict.kind,
    criteria: verdict.findings.map(({ criterion, exclude, status, reason, effect, used }) => ({
      id: criterion,
      exclude,
      status,
      reason,
      effect,
      evidence: evidenceIn(used, catalog),
    })),
    notices: noticesOf(verdict, record),
  }
  return `${JSON.stringify(line).replace(LINE_ENDS, escaped)}\n`
}

/** Characters that JSON leaves as they are and that some readers take for the end of a line. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
