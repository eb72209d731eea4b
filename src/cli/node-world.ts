import { createReadStream } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import { fail, ok } from '../engine/result.ts'
import type { FileFault, FileRead, World } from './world.ts'
import { writeFile } from './write-file.ts'

/** The largest file that is read: a record of this size is far above any patient's. */
export const MOST_BYTES = 128 * 1024 * 1024

/** Files, streams and clock of this computer. */
export function nodeWorld(): World {
  // A reader that has seen enough (`| head`) closes the pipe. That is no fault of anybody.
  process.stdout.on('error', () => undefined)
  process.stderr.on('error', () => undefined)
  return {
    readFile,
    readStdin: () => collect(process.stdin),
    writeFile,
    write: (text) =>
      new Promise((done, failed) => {
        process.stdout.write(text, (error) => (error && codeOf(error) !== 'EPIPE' ? failed(error) : done()))
      }),
    writeError: (text) => void process.stderr.write(text),
    now: () => localTime(new Date()),
  }
}

/** The bytes of a file or a named pipe. */
export async function readFile(path: string): Promise<FileRead> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) return fail({ kind: 'folder' })
    if (!found.isFile() && !found.isFIFO()) return fail({ kind: 'device' })
    if (found.size > MOST_BYTES) return fail({ kind: 'too-large' })
  } catch (error) {
    const fault = faultOf(error)
    return fail(fault.kind === 'missing' && (await isLink(path)) ? { kind: 'broken-link' } : fault)
  }
  return collect(createReadStream(path))
}

/** Reads a stream to its end, or gives up at the limit, so that an endless one does no harm. */
export async function collect(stream: AsyncIterable<Buffer>): Promise<FileRead> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      size += chunk.length
      if (size > MOST_BYTES) return fail({ kind: 'too-large' })
      chunks.push(chunk)
    }
  } catch (error) {
    return fail(faultOf(error))
  }
  return ok(Buffer.concat(chunks))
}

function faultOf(error: unknown): FileFault {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'missing' }
    case 'EISDIR':
      return { kind: 'folder' }
    case 'EACCES':
    case 'EPERM':
      return { kind: 'forbidden' }
    default:
      return { kind: 'unreadable', detail: codeOf(error) }
  }
}

const isLink = (path: string): Promise<boolean> =>
  lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  )

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'

function localTime(now: Date): string {
  const [month, day, hours, minutes] = [
    now.getMonth() + 1,
    now.getDate(),
    now.getHours(),
    now.getMinutes(),
  ].map((part) => String(part).padStart(2, '0'))
  return `${now.getFullYear()}-${month}-${day}T${hours}:${minutes}`
}
