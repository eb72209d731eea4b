import type { Access, Interaction } from './access.ts'
import { refuse } from './outcome.ts'

/** Thrown inside the FHIR server to end a request with this answer. */
export class Refusal extends Error {
  constructor(readonly response: Response) {
    super('refused')
  }
}

/** Ends the request with 403 unless the scopes cover it. */
export function requireScope(access: Access, interaction: Interaction, type: string): void {
  if (!access.allows(interaction, type))
    throw new Refusal(refuse(403, 'forbidden', `The granted scopes do not cover this on ${type}`))
}

/** The answer to whoever reaches for somebody else's record. */
export const outsideCompartment = (): Refusal =>
  new Refusal(refuse(403, 'forbidden', 'This belongs to another patient'))
