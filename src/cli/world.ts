import type { Result } from '../engine/result.ts'

/** Why a file could not be read at all. */
export type FileFault =
  | { readonly kind: 'missing' | 'broken-link' | 'folder' | 'device' | 'forbidden' | 'too-large' }
  | { readonly kind: 'unreadable'; readonly detail: string }

/** The bytes of a file, or why there are none. */
export type FileRead = Result<Uint8Array, FileFault>

/** Why a file could not be written. Nothing of it is there then, and what was there still is. */
export type WriteFault =
  | { readonly kind: 'exists' | 'is-input' | 'folder' | 'no-folder' | 'forbidden' | 'full' }
  | { readonly kind: 'unwritable'; readonly detail: string }

/** What the command line needs from outside: files, three streams and a clock. */
export interface World {
  readonly readFile: (path: string) => Promise<FileRead>
  readonly readStdin: () => Promise<FileRead>
  /** Writes a file whole or not at all. */
  readonly writeFile: (
    path: string,
    text: string,
    how: {
      /** Whether a file that is there may be replaced. */
      readonly replace: boolean
      /** Files that were read for it and are never replaced. */
      readonly inputs: readonly string[]
    },
  ) => Promise<Result<undefined, WriteFault>>
  readonly write: (text: string) => Promise<void>
  readonly writeError: (text: string) => void
  /** Date and time at this place, `YYYY-MM-DDTHH:MM`. */
  readonly now: () => string
}
