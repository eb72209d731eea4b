/**
 * A definition from a registry's record: usable at once, since each line of the registry is a question, and never
 * guessing, since no rule reads the record before somebody writes it.
 */
import { Document, isMap, isScalar, isSeq, visit } from 'yaml'
import { headerOf, SECTIONS } from './comments.ts'
import type { OtherLine } from './eligibility.ts'
import { type AskedLine, questionsOf } from './questions.ts'
import { sidedText } from './sided-lines.ts'
import type { Study } from './study.ts'
import { sitesOf, trialFacts } from './trial-facts.ts'

/** What a definition depends on besides the study. */
export interface Around {
  /** `YYYY-MM-DD`. */
  readonly today: string
  /** Where an editor finds the grammar, as seen from the definition. */
  readonly schema: string
  /** The version of this trial that is in use already, which the new one has to follow. */
  readonly inUse?: string
}

/** The definition as YAML. The same study gives the same text on the same day. */
export function scaffold(study: Study, { today, schema, inUse }: Around): string {
  const { text, lines, notComputed } = sidedText(study.eligibility)
  const asked = questionsOf(lines)
  const openTerms = openTermsOf(asked, notComputed)
  const on = (exclude: boolean) => asked.filter((one) => one.exclude === exclude)
  const written = {
    ...trialFacts(study, today, versionAfter(inUse)),
    'registry-text': `${text}\n`,
    ...(openTerms.length > 0 ? { 'open-terms': openTerms } : {}),
    ...(notComputed.length > 0 ? { 'not-computed': notComputed.map(notComputedOf) } : {}),
    inclusion: on(false).map(({ criterion }) => criterion),
    exclusion: on(true).map(({ criterion }) => criterion),
  }
  const document = new Document(written, { aliasDuplicateObjects: false })
  document.commentBefore = asComment(
    headerOf({ schema, id: study.id, sitesLeftOut: study.places.length - sitesOf(study).length }),
  )
  describeSections(document)
  advise(document, 'inclusion', on(false))
  advise(document, 'exclusion', on(true))
  writePlainly(document)
  return document.toString({ lineWidth: 110, indentSeq: true })
}

const asComment = (lines: readonly string[]): string =>
  lines.map((line) => (line ? ` ${line}` : '')).join('\n')

/** Says above each part what it is for. */
function describeSections({ contents }: Document): void {
  if (!isMap(contents)) return
  for (const { key } of contents.items) {
    const section = isScalar(key) ? SECTIONS[String(key.value)] : undefined
    if (!section || !isScalar(key)) continue
    key.commentBefore = asComment(section)
    key.spaceBefore = true
  }
}

/** Puts the advice above each criterion. */
function advise(document: Document, section: 'inclusion' | 'exclusion', asked: readonly AskedLine[]): void {
  const list: unknown = document.get(section)
  if (!isSeq(list)) return
  for (const [index, item] of list.items.entries()) {
    if (!isMap(item)) continue
    item.commentBefore = asComment(asked[index]?.advice ?? [])
    item.spaceBefore = index > 0
  }
}

/** Texts of several lines as they stand, and small texts in one line: `{ en: … }`. */
function writePlainly(document: Document): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = 'BLOCK_LITERAL'
    },
    Seq(_, node) {
      node.flow = node.items.length > 0 && node.items.every((item) => isScalar(item))
    },
    Map(_, node) {
      node.flow = node.items.length <= 2 && node.items.every(({ value }) => isSmall(value))
    },
  })
}

const isSmall = (value: unknown): boolean =>
  isScalar(value)
    ? typeof value.value === 'string' && value.value.length <= MOST_IN_ONE_LINE
    : isMap(value) && value.items.length === 0

const MOST_IN_ONE_LINE = 80

/** The first version, or the one that follows another. */
function versionAfter(inUse = '0.0.0'): string {
  const [major = 0, minor = 0] = inUse.split('.').map(Number)
  return `${major}.${minor + 1}.0`
}

/** Each word with a sign of a footnote is open, until somebody says what the footnote means. */
function openTermsOf(asked: readonly AskedLine[], others: readonly OtherLine[]): unknown[] {
  const terms = [...new Set(asked.flatMap(({ footnoted }) => footnoted))]
  return terms.map((term, index) => ({
    id: `footnote-${index + 1}`,
    term,
    criteria: asked.filter(({ footnoted }) => footnoted.includes(term)).map(({ criterion }) => criterion.id),
    text: { en: `${sayingOf(term, others)} What it means for a patient is left to the clinician.` },
  }))
}

function sayingOf(term: string, others: readonly OtherLine[]): string {
  const footnotes = others.filter(({ why, sentence }) => {
    const mark = /^(?:\*{1,3}|[†‡§¶])/u.exec(sentence)?.[0]
    return why === 'footnote' && mark !== undefined && term.includes(mark)
  })
  return footnotes.length === 0
    ? `“${term}” points to a footnote that the registry does not give.`
    : `“${term}”, footnote: “${footnotes.map(({ sentence }) => sentence).join(' ')}”.`
}

const REASONS: Readonly<Record<OtherLine['why'], string>> = {
  heading: 'A heading.',
  footnote: 'A footnote; it stands under open-terms with the word that points to it.',
  'names-none': 'The registry names none.',
  'no-words': 'A number without words.',
  'on-both-sides': 'The registry lists it on both sides; it is asked once.',
}

const notComputedOf = ({ sentence, why }: OtherLine): unknown => ({ sentence, reason: { en: REASONS[why] } })
