import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet } from 'jose'

/** The sandbox's signing key, made anew by each process. */
export interface Keys {
  readonly sign: CryptoKey
  readonly verify: CryptoKey
  readonly id: string
  /** What `/jwks` publishes. */
  readonly jwks: JSONWebKeySet
}

/** Makes a key pair for ES256. */
export async function makeKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const id = crypto.randomUUID()
  const jwk = { ...(await exportJWK(publicKey)), kid: id, use: 'sig', alg: 'ES256' }
  return { sign: privateKey, verify: publicKey, id, jwks: { keys: [jwk] } }
}
