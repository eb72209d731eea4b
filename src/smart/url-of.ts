/** An address, read; nothing where it cannot be. (`URL.canParse` is younger than browsers inside EHRs.) */
export function urlOf(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base)
  } catch {
    return undefined
  }
}
