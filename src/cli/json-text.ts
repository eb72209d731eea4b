/** Why a text is not JSON that can be trusted, and where. */
export interface JsonFault {
  readonly kind: 'ends-early' | 'unexpected' | 'after-end' | 'repeated-key' | 'too-deep'
  readonly offset: number
}

/** Keys and places in lists, from the outside in. */
export type JsonPath = readonly (string | number)[]

const MOST_LEVELS = 200

/**
 * The first fault of a JSON text: what `JSON.parse` refuses, with its place, which Node does not always tell;
 * and what it takes without a word: a key given twice, of which it would silently keep the last.
 */
export const faultIn = (text: string): JsonFault | undefined => new Walker(text).walk([]).fault

/** Where a part of a JSON text begins; for a part that is not there, where the nearest part around it does. */
export const offsetOf = (text: string, path: JsonPath): number => new Walker(text).walk(path).found

/** Walks a JSON text once (RFC 8259). Every step says whether it went well; the first fault ends the walk. */
class Walker {
  found = 0
  fault: JsonFault | undefined
  #at = 0

  constructor(private readonly text: string) {}

  walk(path: JsonPath): this {
    if (this.#value(path, 0)) {
      this.#space()
      if (this.#at < this.text.length) this.#fail('after-end')
    }
    return this
  }

  /** `path` is what is left to find below this value; undefined away from it. */
  #value(path: JsonPath | undefined, depth: number): boolean {
    this.#space()
    if (path) this.found = this.#at
    if (depth > MOST_LEVELS) return this.#fail('too-deep')
    switch (this.text[this.#at]) {
      case '{':
        return this.#object(path, depth + 1)
      case '[':
        return this.#array(path, depth + 1)
      case '"':
        return this.#string()
      default:
        return this.#word()
    }
  }

  #object(path: JsonPath | undefined, depth: number): boolean {
    this.#at += 1
    if (this.#takes('}')) return true
    const keys = new Set<string>()
    do {
      this.#space()
      const start = this.#at
      if (this.text[start] !== '"') return this.#unexpected()
      if (!this.#string()) return false
      const key = keyOf(this.text.slice(start, this.#at))
      if (keys.has(key)) return this.#fail('repeated-key', start)
      keys.add(key)
      if (!this.#takes(':')) return this.#unexpected()
      if (!this.#value(below(path, key), depth)) return false
    } while (this.#takes(','))
    return this.#takes('}') || this.#unexpected()
  }

  #array(path: JsonPath | undefined, depth: number): boolean {
    this.#at += 1
    if (this.#takes(']')) return true
    let index = 0
    do {
      if (!this.#value(below(path, index), depth)) return false
      index += 1
    } while (this.#takes(','))
    return this.#takes(']') || this.#unexpected()
  }

  #string(): boolean {
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const code = this.text.charCodeAt(this.#at)
      if (code === QUOTE) {
        this.#at += 1
        return true
      }
      if (code < 0x20) return this.#unexpected()
      if (code === BACKSLASH) {
        const length = this.#length(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y)
        if (length === 0) return this.#unexpected()
        this.#at += length - 1
      }
    }
    return this.#unexpected()
  }

  #word(): boolean {
    const length = this.#length(/true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y)
    this.#at += length
    return length > 0 || this.#unexpected()
  }

  #length(pattern: RegExp): number {
    pattern.lastIndex = this.#at
    return pattern.exec(this.text)?.[0].length ?? 0
  }

  #takes(character: string): boolean {
    this.#space()
    if (this.text[this.#at] !== character) return false
    this.#at += 1
    return true
  }

  #space(): void {
    while (SPACES.has(this.text.charCodeAt(this.#at))) this.#at += 1
  }

  #unexpected(): false {
    return this.#fail(this.#at < this.text.length ? 'unexpected' : 'ends-early')
  }

  #fail(kind: JsonFault['kind'], offset = this.#at): false {
    this.fault = { kind, offset }
    return false
  }
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const SPACES: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d])

const below = (path: JsonPath | undefined, step: string | number): JsonPath | undefined =>
  path && path.length > 0 && path[0] === step ? path.slice(1) : undefined

/** A key as it is meant: `"\\u0061"` and `"a"` are one. */
const keyOf = (quoted: string): string =>
  quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
