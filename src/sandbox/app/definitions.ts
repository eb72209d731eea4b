import { basename, dirname, resolve } from 'node:path'

/** Definitions of trials that the site adds to the app's own, each under a path beside the app. */
export type Definitions = ReadonlyMap<string, string>

/**
 * Gives each file a path: `definitions/NCT00000000/trial.yaml`, after the folder it stands in, since most are called
 * alike.
 */
export function definitionsOf(files: readonly string[]): Definitions {
  const named = new Map<string, string>()
  for (const file of files) {
    const path = resolve(file)
    const [folder, name] = [plain(basename(dirname(path))), plain(basename(path))]
    const taken = (folderName: string) => named.has(`definitions/${folderName}/${name}`)
    let own = folder
    for (let more = 2; taken(own); more += 1) own = `${folder}-${more}`
    named.set(`definitions/${own}/${name}`, path)
  }
  return named
}

/** Letters that need no escaping in an address. */
const plain = (name: string): string => name.replace(/[^\w.-]/g, '-').replace(/^\.+/, '') || 'definition'
