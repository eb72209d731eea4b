/** What a page of the sandbox may load, and by whom it may be framed. No scripts anywhere. */
export function pageHeaders({
  frameAncestors = "'none'",
  formAction = "'self'",
  frameSource = "'none'",
}: {
  readonly frameAncestors?: string
  readonly formAction?: string
  readonly frameSource?: string
} = {}): Record<string, string> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      `frame-src ${frameSource}`,
      // A form's answer may redirect: browsers apply form-action to that too.
      `form-action ${formAction}`,
      `frame-ancestors ${frameAncestors}`,
      "base-uri 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  }
}
