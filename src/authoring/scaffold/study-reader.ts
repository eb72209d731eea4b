import { dayOf as dayExists } from '../../engine/calendar.ts'
import { harmless, inOneLine, LOST, readable, unescaped } from './registry-words.ts'
import type { StudyProblem } from './study.ts'

type Path = readonly (string | number)[]

/** Twice what ClinicalTrials.gov takes for all criteria, and the most that a definition holds in one text. */
export const MOST_CHARACTERS = 40_000

/** Looks into one part of a study's file. What is there and is not what it has to be is reported, never passed over. */
export class StudyReader {
  constructor(
    private readonly value: unknown,
    private readonly path: Path,
    /** Problems of the whole file, shared by all of its parts. */
    readonly problems: StudyProblem[] = [],
  ) {}

  has(key: string): boolean {
    return this.#at(key) !== undefined
  }

  /** A part of this one; an empty one where it is absent. */
  part(key: string): StudyReader {
    const value = this.#at(key)
    if (value !== undefined && !isObject(value)) this.#refuse(key, 'a group of keys')
    return new StudyReader(isObject(value) ? value : {}, [...this.path, key], this.problems)
  }

  /** The parts in a list. */
  parts(key: string): StudyReader[] {
    return this.#list(key).flatMap((one, index) => {
      if (isObject(one)) return [new StudyReader(one, [...this.path, key, index], this.problems)]
      this.#refuse(key, 'a list of groups of keys')
      return []
    })
  }

  /** A text as it stands, of any length. */
  text(key: string): string | undefined {
    const value = this.#at(key)
    if (value === undefined) return undefined
    if (typeof value !== 'string') {
      this.#refuse(key, 'text')
      return undefined
    }
    const text = readable(value)
    const lost = LOST.exec(value.includes('\ufffd') ? value : text)
    if (lost)
      this.report(
        key,
        'STUDY-TEXT',
        `“${key}” holds “${lost[0]}”, a character that was lost or read in the wrong encoding.`,
        'Save the study anew, as UTF-8.',
      )
    if (text.length > MOST_CHARACTERS)
      this.report(key, 'STUDY-LIMIT', `“${key}” is longer than ${MOST_CHARACTERS} characters.`)
    return text
  }

  /** A text in one line, with nothing in it that acts; undefined where it says nothing. */
  line(key: string): string | undefined {
    const text = this.text(key)
    return text === undefined ? undefined : harmless(inOneLine(unescaped(text))) || undefined
  }

  /** A text without which there is no definition. */
  needed(key: string, as: 'line' | 'text' = 'line'): string {
    const text = this[as](key)
    if (text !== undefined && text.trim() !== '') return text
    const value = this.#at(key)
    // Of a value that is no text that was said already.
    if (value === undefined || typeof value === 'string')
      this.report(key, 'STUDY-MISSING', `“${key}” is missing or empty, and a definition needs it.`)
    return ''
  }

  lines(key: string): string[] {
    return this.#list(key).flatMap((one) => {
      if (typeof one === 'string') return harmless(inOneLine(unescaped(one))) || []
      this.#refuse(key, 'a list of texts')
      return []
    })
  }

  number(key: string): number | undefined {
    const value = this.#at(key)
    if (value === undefined || typeof value === 'number') return value
    this.#refuse(key, 'a number')
    return undefined
  }

  /** A date as `YYYY-MM-DD`; of a month its first day, so that nothing seems newer than it is. */
  day(key: string): string | undefined {
    const text = this.line(key)
    if (text === undefined) return undefined
    const [, year, month, date = '01'] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text) ?? []
    if (dayExists(Number(year), Number(month), Number(date)) !== undefined) return `${year}-${month}-${date}`
    this.report(key, 'STUDY-DATE', `“${text.slice(0, 40)}” is no date of the calendar.`)
    return undefined
  }

  report(key: string, code: StudyProblem['code'], message: string, hint?: string): void {
    this.problems.push({ path: [...this.path, key], code, message, ...(hint === undefined ? {} : { hint }) })
  }

  #at(key: string): unknown {
    if (!isObject(this.value) || !Object.hasOwn(this.value, key)) return undefined
    return this.value[key] ?? undefined
  }

  #list(key: string): readonly unknown[] {
    const value = this.#at(key)
    if (value === undefined) return []
    if (Array.isArray(value)) return value
    this.#refuse(key, 'a list')
    return []
  }

  #refuse(key: string, what: string): void {
    this.report(key, 'STUDY-VALUE', `“${key}” has to be ${what}.`)
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
