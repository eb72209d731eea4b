import { fail, ok, type Result } from '../engine/result.ts'
import { faultIn, type JsonFault, type JsonPath, offsetOf } from './json-text.ts'
import type { Position, Problem } from './problem.ts'

/** A file of JSON, with its text, so that whatever is wrong in it can be pointed at. */
export interface JsonDocument {
  readonly file: string
  readonly text: string
  readonly value: unknown
}

/** The part of a problem that only its finder knows. */
export type Saying = Pick<Problem, 'code' | 'message' | 'hint'>

/** A problem with one part of a document. */
export const problemAt = ({ file, text }: JsonDocument, path: JsonPath, saying: Saying): Problem => ({
  place: file,
  position: positionOf(text, offsetOf(text, path)),
  ...saying,
})

/** Reads bytes as JSON: UTF-8, with or without byte order mark, one value. */
export function readJson(file: string, bytes: Uint8Array): Result<JsonDocument, Problem> {
  const foreign = foreignFormat(bytes)
  if (foreign) return fail({ place: file, position: { line: 1, column: 1 }, ...foreign })
  const text = new TextDecoder().decode(bytes)
  const at = (offset: number, saying: Saying) =>
    fail({ place: file, position: positionOf(text, offset), ...saying })
  if (text.trim() === '') return at(0, { code: 'FILE-EMPTY', message: 'The file is empty.' })
  if (!isUtf8(bytes))
    return at(text.indexOf('\ufffd'), {
      code: 'FILE-ENCODING',
      message: 'The file is not UTF-8.',
      hint: 'Save it as UTF-8, the only encoding of FHIR JSON.',
    })
  if (text.trimStart().startsWith('<'))
    return at(0, {
      code: 'FILE-XML',
      message: 'The file is XML or HTML, not JSON.',
      hint: 'Ask for application/fhir+json.',
    })
  const fault = faultIn(text)
  return fault ? at(fault.offset, sayingOf(fault, text)) : ok({ file, text, value: JSON.parse(text) })
}

function foreignFormat(bytes: Uint8Array): Saying | undefined {
  const starts = (...first: number[]) => first.every((byte, index) => bytes[index] === byte)
  if (starts(0x1f, 0x8b) || starts(0x50, 0x4b, 0x03, 0x04))
    return { code: 'FILE-COMPRESSED', message: 'The file is compressed.', hint: 'Unpack it first.' }
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff))
    return { code: 'FILE-ENCODING', message: 'The file is UTF-16.', hint: 'Save it as UTF-8.' }
  if (bytes.subarray(0, 1024).includes(0))
    return { code: 'FILE-BINARY', message: 'The file is binary data, not JSON text.' }
  return undefined
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function sayingOf({ kind, offset }: JsonFault, text: string): Saying {
  switch (kind) {
    case 'ends-early':
      return {
        code: 'JSON-ENDS-EARLY',
        message: 'The JSON ends too early.',
        hint: 'The file looks cut off: copy or export it again.',
      }
    case 'repeated-key':
      return {
        code: 'JSON-REPEATED-KEY',
        message: `The key ${tokenAt(text, offset)} stands twice in one object.`,
        hint: 'Which of the two counts is not for us to guess.',
      }
    case 'too-deep':
      return { code: 'JSON-TOO-DEEP', message: 'The JSON is nested more than 200 levels deep.' }
    case 'after-end':
      return text[offset] === '{'
        ? {
            code: 'FILE-NDJSON',
            message: 'The file holds several JSON values, one after the other (NDJSON).',
            hint: 'Give one Bundle per file.',
          }
        : { code: 'JSON-SYNTAX', message: `Unexpected ${tokenAt(text, offset)} after the end of the JSON.` }
    case 'unexpected':
      return { code: 'JSON-SYNTAX', message: `Unexpected ${tokenAt(text, offset)} in the JSON.` }
  }
}

/** The word or sign at a place, short enough for a sentence. */
function tokenAt(text: string, offset: number): string {
  const token = /^(?:"[^"\n]{0,40}"|[\w.+-]{1,20}|.)/su.exec(text.slice(offset, offset + 50))?.[0] ?? ''
  return token.startsWith('"') && token.length > 1 ? token : `“${token}”`
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
