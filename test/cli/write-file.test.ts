import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeFile } from '../../src/cli/write-file.ts'

let folder = ''
const path = (name: string) => join(folder, name)
const written = async (name: string, replace = false, inputs: readonly string[] = []) => {
  const result = await writeFile(path(name), 'new', { replace, inputs })
  return result.ok ? 'written' : result.problem.kind
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trialside-write-'))
  writeFileSync(path('old'), 'old')
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

describe('C-04 a file that is written', () => {
  it('is there whole, and nothing else is', async () => {
    expect(await written('fresh')).toBe('written')
    expect(readFileSync(path('fresh'), 'utf8')).toBe('new')
    expect(readdirSync(folder).sort()).toEqual(['fresh', 'old'])
  })

  it('replaces another only where that is asked for', async () => {
    expect(await written('old')).toBe('exists')
    expect(readFileSync(path('old'), 'utf8')).toBe('old')
    expect(await written('old', true)).toBe('written')
    expect(readFileSync(path('old'), 'utf8')).toBe('new')
  })

  it('never takes the place of what it was made from, by whatever name', async () => {
    symlinkSync(path('old'), path('link'))
    expect(await written('old', true, [path('old')])).toBe('is-input')
    expect(await written('link', true, [path('old')])).toBe('is-input')
    expect(readFileSync(path('old'), 'utf8')).toBe('old')
  })

  it('is not written into a folder’s place, nor where there is no folder', async () => {
    mkdirSync(path('folder'))
    expect(await written('folder', true)).toBe('folder')
    expect(await written('none/file')).toBe('no-folder')
    expect(readdirSync(folder).sort()).toEqual(['folder', 'old'])
  })
})

describe('C-11 an interrupt while it is written', () => {
  it('leaves nothing of it, leaves what was there, and ends with 130', async () => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
    const listeners = process.listenerCount('SIGINT')
    const writing = writeFile(path('old'), 'new', { replace: true, inputs: [] })
    // Only once the file is begun does anybody listen.
    while (process.listenerCount('SIGINT') === listeners) await new Promise(setImmediate)
    process.emit('SIGINT')
    expect(exit).toHaveBeenCalledWith(130)
    expect(readdirSync(folder)).toEqual(['old'])
    expect(readFileSync(path('old'), 'utf8')).toBe('old')
    await writing
    expect(process.listenerCount('SIGINT')).toBe(listeners)
    expect(existsSync(path('.old.part'))).toBe(false)
  })
})
