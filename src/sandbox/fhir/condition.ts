import { refuse } from './outcome.ts'
import { outsideCompartment, Refusal } from './refusal.ts'
import { narrows, patientsNamed } from './search.ts'

/**
 * Checks the condition of a conditional create, `identifier=system|value`: the query part alone, as R4 has it. One
 * that starts with `?` or names a type would match everything or nothing, and so would a parameter that this server
 * ignores: it is refused before it can keep something from being stored.
 * It looks into the record of one patient, and may name nobody else.
 * https://hl7.org/fhir/R4/http.html#ccreate
 */
export function checkCondition(condition: string, type: string, patient: string | undefined): void {
  const parameters = [...new URLSearchParams(condition)]
  const isSelective =
    parameters.length > 0 && parameters.every(([name, value]) => value !== '' && narrows(type, name))
  if (condition.includes('?') || !isSelective)
    throw new Refusal(refuse(400, 'invalid', `Not a condition for ${type}: ${condition}`))
  const others = patientsNamed({ type, parameters }).filter((named) => named !== patient)
  if (patient !== undefined && others.length > 0) throw outsideCompartment()
}
