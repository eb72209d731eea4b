/** The command as npx starts it: a process of its own. */
import { spawn } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const START = resolve('src/cli/trialside.js')
const isBuilt = existsSync('dist/doors/trialside.js')
const elsewhere = mkdtempSync(join(tmpdir(), 'trialside-start-'))

afterAll(() => rmSync(elsewhere, { recursive: true }))

/** Starts Node in a folder that is no project, and gives what came of it. */
function started(args: readonly string[], closesPipe = false) {
  return new Promise<{ readonly exit: number | null; readonly out: string; readonly error: string }>(
    (done) => {
      const child = spawn(process.execPath, args, { cwd: elsewhere })
      let [out, error] = ['', '']
      child.stdout.on('data', (part) => {
        out += part
      })
      child.stderr.on('data', (part) => {
        error += part
      })
      if (closesPipe) child.stdout.destroy()
      child.on('close', (exit) => done({ exit, out, error }))
    },
  )
}

describe('the command', () => {
  it('C-15 says in one line that this Node is too old', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); await import(${JSON.stringify(START)})`
    expect(await started(['--input-type=module', '-e', pretend])).toEqual({
      exit: 4,
      out: '',
      error: 'trialside needs Node.js 20 or newer.\n',
    })
  })

  it('C-16 says in one line that it was not built', async () => {
    copyFileSync(START, join(elsewhere, 'trialside.mjs'))
    expect(await started([join(elsewhere, 'trialside.mjs')])).toEqual({
      exit: 4,
      out: '',
      error: 'trialside is not built yet. Run: npm run build\n',
    })
  })

  it.runIf(isBuilt)('C-16 works in a folder that is no project', async () => {
    const { exit, out, error } = await started([START, '--help'])
    expect([exit, error]).toEqual([0, ''])
    expect(out).toContain('trialside match')
  })

  it.runIf(isBuilt)('C-09 ends quietly when nobody reads any more', async () => {
    const { exit, error } = await started([START, '--help'], true)
    expect([exit, error]).toEqual([0, ''])
  })
})
