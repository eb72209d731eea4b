import type { Requester } from '../engine/referral/draft.ts'
import { plain } from '../engine/referral/plain.ts'
import { fieldsOf } from './fields.ts'
import type { GuardedFetch } from './guarded-fetch.ts'
import { isId } from './referral/connection.ts'
import { isGranted } from './referral/granted.ts'
import { jsonIn } from './timed-fetch.ts'

/**
 * The user whom an identity token names (SMART App Launch 2.2, "Scopes for requesting identity data"): a reference
 * inside the FHIR base, and a name where it gives one. The token came from the token endpoint itself, over TLS, which
 * stands in for its signature (OpenID Connect Core, 3.1.3.7, point 6); one for another client names nobody.
 */
export function userIn(
  identityToken: unknown,
  base: string,
  clientId: string,
): Partial<Requester> | undefined {
  const claims = claimsOf(identityToken)
  const audience = claims.get('aud')
  if (audience !== clientId && !(Array.isArray(audience) && audience.includes(clientId))) return undefined
  const given = claims.get('fhirUser')
  const reference = typeof given === 'string' ? relativeTo(base, given) : undefined
  if (reference === undefined) return undefined
  const name = oneLine(claims.get('name'))
  return { reference, ...(name === undefined ? {} : { name }) }
}

/**
 * Who refers, by name: as the identity token has it, else as the EHR's own entry about the person, where the granted
 * scopes let it be read.
 */
export async function nameUser(
  user: Partial<Requester> | undefined,
  fetch: GuardedFetch,
  scope?: string,
): Promise<Requester | undefined> {
  const { reference, name } = user ?? {}
  if (reference === undefined) return undefined
  if (name !== undefined) return { reference, name }
  // Without a name there is still somebody whom the EHR knows.
  const nameless = { reference, name: reference }
  const [type = ''] = reference.split('/')
  if (!isGranted('r', type, scope)) return nameless
  const answer = await fetch(reference, { bytes: 256 * 1024 })
  const person = answer.ok && answer.value.status === 200 ? fieldsOf(jsonIn(answer.value.body)) : new Map()
  // A role has no name of its own; it may have that of whoever has the role.
  const known = nameIn(person.get('name')) ?? oneLine(fieldsOf(person.get('practitioner')).get('display'))
  return known === undefined ? nameless : { reference, name: known }
}

function nameIn(names: unknown): string | undefined {
  const [first] = Array.isArray(names) ? names : []
  const name = fieldsOf(first)
  const parts = [...listOf(name.get('prefix')), ...listOf(name.get('given')), name.get('family')]
  return oneLine(name.get('text')) ?? oneLine(parts.filter((part) => typeof part === 'string').join(' '))
}

/** A name goes into letters, addresses and the record: it is one line, and ends. */
const oneLine = (text: unknown): string | undefined =>
  typeof text === 'string' ? [...plain(text)].slice(0, LONGEST_NAME).join('') || undefined : undefined

const LONGEST_NAME = 200

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** `Practitioner/1` of a reference that lies in the EHR's own base; a patient or a relative refers nobody. */
function relativeTo(base: string, reference: string): string | undefined {
  const root = `${base.replace(/\/+$/, '')}/`
  const relative = reference.startsWith(root) ? reference.slice(root.length) : reference
  const [type = '', id, ...more] = relative.split('/')
  const isPerson = ['Practitioner', 'PractitionerRole'].includes(type)
  return isPerson && isId(id) && more.length === 0 ? relative : undefined
}

/** The claims of a token in the compact form; none where it is no such token (RFC 7519, section 7.2). */
function claimsOf(token: unknown): ReadonlyMap<string, unknown> {
  const [, payload] = typeof token === 'string' ? token.split('.') : []
  try {
    const bytes = atob((payload ?? '').replace(/-/g, '+').replace(/_/g, '/'))
    return fieldsOf(jsonIn(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)).buffer))
  } catch {
    return new Map()
  }
}
