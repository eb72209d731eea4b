/** What a page of the built app loads, told from what the bundler put out. */

const isFhirpath = (module) => /[\\/]node_modules[\\/]fhirpath[\\/]/.test(module)

/** @param output files and chunks of the build, as the bundler gives them */
export function builtApp(output) {
  const byName = new Map(output.map((file) => [file.fileName, file]))
  const found = (name) => {
    const file = byName.get(name)
    if (!file) throw new Error(`the build has no ${name}`)
    return file
  }

  /** The files that the page itself names: scripts, style sheets and what it asks to be fetched early. */
  const namedIn = (page) => {
    const tags = String(found(page).source).match(/<(?:script|link)\b[^>]*>/g) ?? []
    const isLoaded = (tag) =>
      tag.startsWith('<script') || /\brel="(?:stylesheet|modulepreload|preload)"/.test(tag)
    return tags.filter(isLoaded).flatMap((tag) => /\b(?:src|href)="\.?\/?([^"]+)"/.exec(tag)?.[1] ?? [])
  }

  /** A file and all that comes with it: static imports and style sheets, and with `later` what it fetches on. */
  const withImports = (name, later, into) => {
    if (into.has(name)) return
    into.add(name)
    const { imports = [], dynamicImports = [], viteMetadata } = found(name)
    const own = [...imports, ...(viteMetadata?.importedCss ?? [])]
    const onward = later ? [...dynamicImports, ...(viteMetadata?.importedAssets ?? [])] : []
    for (const next of [...own, ...onward]) if (!isOnlyWithoutWorker(next)) withImports(next, later, into)
  }

  /** The engine and its catalog on the page itself: fetched only where the browser refuses a worker. */
  const isOnlyWithoutWorker = (name) =>
    (found(name).moduleIds ?? []).some((module) =>
      /virtual:catalog$|[\\/]worker[\\/]engine-host\.ts$/.test(module),
    )

  const filesOf = (page, later) => {
    const names = new Set([page])
    for (const name of namedIn(page)) withImports(name, later, names)
    return [...names].map((name) => {
      const { code, source, moduleIds = [] } = found(name)
      return { name, content: Buffer.from(code ?? source), hasFhirpath: moduleIds.some(isFhirpath) }
    })
  }

  return {
    /** What the page loads before its first paint. */
    first: (page) => filesOf(page, false),
    /** What it loads in all, its worker with it. */
    all: (page) => filesOf(page, true),
    /** True if FHIRPath is anywhere among the build's chunks: else looking for it proves nothing. */
    hasFhirpath: output.some(({ moduleIds = [] }) => moduleIds.some(isFhirpath)),
  }
}
