import type { fhirclient } from 'fhirclient/lib/types'

/**
 * The browser, as fhirclient is shown it: one address, a shelf of its own for what it keeps, and the making
 * of a PKCE pair. Whatever else it might reach for is a mistake that must show.
 */
export function adapter(
  address: URL,
  shelf: Map<string, unknown>,
  generatePKCEChallenge: fhirclient.Adapter['security']['generatePKCEChallenge'],
): fhirclient.Adapter {
  const never = () => {
    throw new Error('fhirclient wants more than authorize, ready and refresh need')
  }
  return {
    options: {
      replaceBrowserHistory: false,
      fullSessionStorageSupport: true,
      refreshTokenWithClientId: true,
      refreshTokenWithCredentials: 'omit',
    },
    getUrl: () => address,
    relative: (path) => new URL(path, address).href,
    // Its well-known key, SMART_KEY, is one more key on this shelf, and no frame shares the shelf.
    getStorage: () => ({
      get: (key: string) => Promise.resolve(shelf.get(key)),
      set: (key: string, value: unknown) => {
        shelf.set(key, value)
        return Promise.resolve(value)
      },
      unset: (key: string) => Promise.resolve(shelf.delete(key)),
    }),
    // It would look for an expiry inside an access token, which is not ours to read, and choke on base64url.
    atob: () => 'null',
    redirect: never,
    btoa: never,
    base64urlencode: never,
    base64urldecode: never,
    getAbortController: () => AbortController,
    getSmartApi: never,
    security: {
      generatePKCEChallenge,
      randomBytes: never,
      digestSha256: never,
      importJWK: never,
      signCompactJws: never,
    },
  }
}
