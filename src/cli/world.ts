import type { Result } from '../engine/result.ts'

/** Why a file could not be read at all. */
export type FileFault =
  | { readonly kind: 'missing' | 'broken-link' | 'folder' | 'device' | 'forbidden' | 'too-large' }
  | { readonly kind: 'unreadable'; readonly detail: string }

/** The bytes of a file, or why there are none. */
export type FileRead = Result<Uint8Array, FileFault>

/** What the command line needs from outside: files, three streams and a clock. */
export interface World {
  readonly readFile: (path: string) => Promise<FileRead>
  readonly readStdin: () => Promise<FileRead>
  readonly write: (text: string) => Promise<void>
  readonly writeError: (text: string) => void
  /** Date and time at this place, `YYYY-MM-DDTHH:MM`. */
  readonly now: () => string
}
