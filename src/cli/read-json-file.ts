import { fail, type Result } from '../engine/result.ts'
import { faultSaying } from './file-fault.ts'
import { type JsonDocument, readJson } from './json-document.ts'
import type { Problem } from './problem.ts'
import type { World } from './world.ts'

/** Reads a file of JSON; `-` is standard input. */
export async function readJsonFile(file: string, world: World): Promise<Result<JsonDocument, Problem>> {
  const read = file === '-' ? await world.readStdin() : await world.readFile(file)
  return read.ok ? readJson(file, read.value) : fail({ place: file, ...faultSaying(read.problem) })
}
