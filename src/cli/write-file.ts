import { unlinkSync } from 'node:fs'
import { link, realpath, rename, stat, unlink, writeFile as write } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../engine/result.ts'
import { INTERRUPTED } from './exit.ts'
import type { World, WriteFault } from './world.ts'

/**
 * Writes a file whole or not at all: first beside its place, then moved there in one step. What stands there stays
 * as it is until then, and for good unless it may be replaced.
 */
export const writeFile: World['writeFile'] = async (path, text, { replace, inputs }) => {
  const target = await realpath(path).catch(() => path)
  const there = await stat(target).catch(() => undefined)
  if (there?.isDirectory()) return fail({ kind: 'folder' })
  for (const input of inputs) if (there && (await isSame(input, there))) return fail({ kind: 'is-input' })
  if (there && !replace) return fail({ kind: 'exists' })
  if (there && !there.isFile()) return fail({ kind: 'unwritable', detail: 'not a file' })
  const beside = join(dirname(target), `.${basename(target).slice(0, 100)}.${process.pid}.part`)
  const stop = () => {
    removeSync(beside)
    process.exit(INTERRUPTED)
  }
  process.once('SIGINT', stop)
  try {
    await write(beside, text, { flag: 'wx' })
    return await put(beside, target, replace)
  } catch (error) {
    return fail(faultOf(error))
  } finally {
    process.off('SIGINT', stop)
    await unlink(beside).catch(() => undefined)
  }
}

async function put(beside: string, target: string, replace: boolean): Promise<Result<undefined, WriteFault>> {
  // A link is refused where something has come to stand meanwhile; a move would replace it.
  if (replace) await rename(beside, target)
  else await link(beside, target)
  return ok(undefined)
}

async function isSame(
  input: string,
  there: { readonly dev: number; readonly ino: number },
): Promise<boolean> {
  const read = await stat(input).catch(() => undefined)
  return read?.dev === there.dev && read.ino === there.ino
}

function removeSync(path: string): void {
  try {
    unlinkSync(path)
  } catch {
    // It was not there yet, or is in its place already.
  }
}

function faultOf(error: unknown): WriteFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  switch (code) {
    case 'EEXIST':
      return { kind: 'exists' }
    case 'EISDIR':
      return { kind: 'folder' }
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'no-folder' }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'forbidden' }
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'full' }
    default:
      return { kind: 'unwritable', detail: code }
  }
}
