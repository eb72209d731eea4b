/** What may be done to a type of resource, in SMART's letters: create, read, update, delete, search. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's'

/** What the bearer of a token may do. The FHIR server asks; the authorization server made it. */
export interface Access {
  /** Names the session; pages of a search belong to it. */
  readonly session: string
  /** The only patient whose record may be seen. Undefined: the user's own rights, any patient. */
  readonly patient: string | undefined
  allows(interaction: Interaction, type: string): boolean
}
