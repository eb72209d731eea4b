/** What a scope may be asked for: create, read, update, search. */
export type Right = 'c' | 'r' | 'u' | 's'

/** What SMART's first syntax means in letters (SMART App Launch 2.2, "Scopes for requesting FHIR Resources"). */
const V1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

const SCOPE = /^(?:patient|user)\/([A-Za-z]+|\*)\.(read|write|\*|c?r?u?d?s?)$/

/**
 * True where the granted scopes leave something with a type, in either syntax. None in the answer means as asked
 * (RFC 6749, section 5.1). A scope with search parameters of its own does not count: it makes a search leave rows out
 * and a write depend on what is in it, and both without a word.
 */
export function isGranted(right: Right, type: string, granted: string | undefined): boolean {
  if (granted === undefined) return true
  return granted.split(/\s+/).some((scope) => {
    const [, named, rights = ''] = SCOPE.exec(scope) ?? []
    return (named === type || named === '*') && (V1[rights] ?? rights).includes(right)
  })
}
