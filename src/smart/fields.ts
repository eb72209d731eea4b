/** The fields of a JSON object, by name; none where it is no object. No name reaches a prototype. */
export const fieldsOf = (json: unknown): ReadonlyMap<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json)
    ? new Map<string, unknown>(Object.entries(json))
    : new Map()
