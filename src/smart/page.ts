/** The browser's window, as this folder uses it. A test gives its own. */
export interface Page {
  /** The address that was loaded, whole. */
  readonly address: string
  /** True where the document came by a reload: the only arrival that may go on with a session. */
  readonly reloaded: boolean
  /** Where this frame stands among the frames of its tab, such as `0.2`. Empty for the tab itself. */
  readonly place: string
  /** Storage of the tab. Throws where the browser blocks it. */
  storage(): Storage
  /** What this frame noted beside its address. It survives a reload and no other frame has it. */
  note(): unknown
  /** Puts another address, and a note beside it, in place of this one. Loads nothing. */
  rewrite(address: string, note: unknown): void
  /** Leaves for another address, which takes this one's place in the history. */
  leave(address: string): void
  /** Runs when the browser brings this very document back from its back/forward cache. */
  whenRestored(run: () => void): void
  /** Loads the page again. */
  reload(): void
}

/** This document's page. */
export const thisPage = (): Page => ({
  address: location.href,
  reloaded: arrivalOf(performance) === 'reload',
  place: placeOf(window),
  storage: () => sessionStorage,
  note: () => history.state,
  rewrite: (address, note) => history.replaceState(note, '', address),
  leave: (address) => location.replace(address),
  whenRestored: (run) => addEventListener('pageshow', (event) => event.persisted && run()),
  reload: () => location.reload(),
})

function arrivalOf(performance: Performance): string | undefined {
  const [entry] = performance.getEntriesByType('navigation')
  return entry && 'type' in entry ? String(entry.type) : undefined
}

/** Position among the siblings, from the tab down. Readable across origins, which names of frames are not. */
function placeOf(frame: Window): string {
  const { parent } = frame
  if (parent === frame) return ''
  let index = 0
  while (index < parent.length && parent[index] !== frame) index += 1
  const above = placeOf(parent)
  return above ? `${above}.${index}` : String(index)
}
