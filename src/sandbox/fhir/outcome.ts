import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4'

/** An OperationOutcome with one issue. */
export const outcomeOf = (
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  text: string,
): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity, code, details: { text }, diagnostics: text }],
})

/** Answers with FHIR JSON. */
export const fhirJson = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/fhir+json; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
  })

/** Refuses a request, saying why as FHIR does. */
export const refuse = (
  status: number,
  code: OperationOutcomeIssue['code'],
  text: string,
  headers?: Record<string, string>,
): Response => fhirJson(status, outcomeOf('error', code, text), headers)
