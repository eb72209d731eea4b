import { fail, type Result } from '../engine/result.ts'
import { type JsonDocument, readJson, type Saying } from './json-document.ts'
import type { Problem } from './problem.ts'
import type { FileFault, World } from './world.ts'

/** Reads a file of JSON; `-` is standard input. */
export async function readJsonFile(file: string, world: World): Promise<Result<JsonDocument, Problem>> {
  const read = file === '-' ? await world.readStdin() : await world.readFile(file)
  return read.ok ? readJson(file, read.value) : fail({ place: file, ...sayingOf(read.problem) })
}

function sayingOf(fault: FileFault): Saying {
  switch (fault.kind) {
    case 'missing':
      return { code: 'FILE-MISSING', message: 'There is no such file.' }
    case 'broken-link':
      return { code: 'FILE-MISSING', message: 'This is a link to a file that does not exist.' }
    case 'folder':
      return { code: 'FILE-FOLDER', message: 'This is a folder, not a file.', hint: 'Name the files in it.' }
    case 'device':
      return { code: 'FILE-DEVICE', message: 'This is a device, not a file.' }
    case 'forbidden':
      return { code: 'FILE-FORBIDDEN', message: 'You are not permitted to read this file.' }
    case 'too-large':
      return { code: 'FILE-TOO-LARGE', message: 'The file is larger than 128 MB, the most that is read.' }
    case 'unreadable':
      return { code: 'FILE-UNREADABLE', message: `The file cannot be read (${fault.detail}).` }
  }
}
