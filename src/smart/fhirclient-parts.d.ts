/** A part of fhirclient that comes without declarations. */
declare module 'fhirclient/lib/security/browser.js' {
  export function generatePKCEChallenge(
    entropy?: number,
  ): Promise<{ codeChallenge: string; codeVerifier: string }>
}
