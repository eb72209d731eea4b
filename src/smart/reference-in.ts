/** A reference inside the FHIR base. */
export interface ReferenceIn {
  readonly type: string
  readonly id: string
}

/**
 * What a reference names in the EHR's own base: relative, or absolute and letter for letter within it; of one version
 * or of none. Nothing where it names another server's, a contained resource, or another type.
 */
export function referenceIn(
  base: string,
  reference: unknown,
  types: readonly string[],
): ReferenceIn | undefined {
  if (typeof reference !== 'string') return undefined
  const root = `${base.replace(/\/+$/, '')}/`
  const relative = reference.startsWith(root) ? reference.slice(root.length) : reference
  const [, type = '', id = ''] =
    /^([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/.exec(relative) ?? []
  // `.` and `..` are ids by the letter of FHIR, and steps in an address.
  return types.includes(type) && !/^\.+$/.test(id) ? { type, id } : undefined
}
