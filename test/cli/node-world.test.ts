import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { collect, MOST_BYTES, nodeWorld, readFile } from '../../src/cli/node-world.ts'

const folder = mkdtempSync(join(tmpdir(), 'trialside-'))
const path = (name: string) => join(folder, name)

afterAll(() => rmSync(folder, { recursive: true }))

const faultOf = async (name: string) => {
  const read = await readFile(name)
  return read.ok ? 'read' : read.problem.kind
}

describe('C-02 files of this computer', () => {
  it.each(['plain.json', 'with space.json', 'Müller 李.json', 'two\nlines.json'])(
    'C-13 reads %j',
    async (name) => {
      writeFileSync(path(name), '{}')
      expect(await readFile(path(name))).toEqual({ ok: true, value: Buffer.from('{}') })
    },
  )

  it('tells what cannot be read', async () => {
    symlinkSync(path('nowhere'), path('link'))
    writeFileSync(path('file'), '')
    expect(await faultOf(path('none'))).toBe('missing')
    expect(await faultOf(path('file/below'))).toBe('missing')
    expect(await faultOf(path('link'))).toBe('broken-link')
    expect(await faultOf(folder)).toBe('folder')
    expect(await faultOf(path('x'.repeat(300)))).toBe('unreadable')
  })

  it.skipIf(process.platform === 'win32')('refuses a device', async () => {
    expect(await faultOf('/dev/null')).toBe('device')
  })

  it('C-07 refuses a huge file before reading it', async () => {
    writeFileSync(path('huge'), '')
    truncateSync(path('huge'), MOST_BYTES + 1)
    expect(await faultOf(path('huge'))).toBe('too-large')
  })

  it.skipIf(process.platform === 'win32')('reads a named pipe', async () => {
    execFileSync('mkfifo', [path('pipe')])
    const [read] = await Promise.all([readFile(path('pipe')), writeFile(path('pipe'), '[]')])
    expect(read).toEqual({ ok: true, value: Buffer.from('[]') })
  })
})

describe('streams', () => {
  it('C-03 gives up on an endless one', async () => {
    const block = Buffer.alloc(16 * 1024 * 1024)
    const endless = Readable.from(
      (function* () {
        for (;;) yield block
      })(),
    )
    expect(await collect(endless)).toEqual({ ok: false, problem: { kind: 'too-large' } })
  })

  it('tells when one breaks off', async () => {
    const broken = new Readable({
      read: () => void broken.destroy(Object.assign(new Error('gone'), { code: 'EIO' })),
    })
    expect(await collect(broken)).toEqual({ ok: false, problem: { kind: 'unreadable', detail: 'EIO' } })
  })
})

it('tells the local date and time', () => {
  expect(nodeWorld().now()).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
})
