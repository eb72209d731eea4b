import type { Problem } from './problem.ts'
import type { FileFault } from './world.ts'

/** What is said of a file that cannot be read. */
export function faultSaying(fault: FileFault): Pick<Problem, 'code' | 'message' | 'hint'> {
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
      return {
        code: 'FILE-TOO-LARGE',
        message: 'The file is larger than 128 MB, the most that is read.',
      }
    case 'unreadable':
      return { code: 'FILE-UNREADABLE', message: `The file cannot be read (${fault.detail}).` }
  }
}
