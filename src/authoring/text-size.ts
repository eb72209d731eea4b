import { Lexer } from 'yaml'

/** Tokens of YAML in all, breaks and signs among them, spaces not: four times what the longest that ships has. */
const MOST_TOKENS = 15_000
/** The source of one text, with its indentation and its escapes. */
const MOST_IN_A_TOKEN = 60_000
const MOST_ESCAPES = 5000
/** Anchors, aliases and tags, each of which is refused anyway. */
const MOST_MARKS = 500
const MOST_UNOPENED = 100

/**
 * Why a text is too much to be parsed; undefined where it is not. The parser takes far longer than its lexer does, and
 * the time that it takes for a fault grows with the faults before it; so the tokens are counted first, and the count
 * ends at the first one too many.
 */
export function tooMuchIn(text: string): string | undefined {
  let [tokens, escapes, marks, open] = [0, 0, 0, 0]
  for (const token of new Lexer().lex(text)) {
    if (!/^ +$/.test(token)) tokens += 1
    if (tokens > MOST_TOKENS) return `The file has more than ${MOST_TOKENS} words and signs.`
    const [first = ''] = token
    // A comment is no text, however long.
    if (token.length > MOST_IN_A_TOKEN && /[^#\s]/.test(first))
      return `A text of the file is longer than ${MOST_IN_A_TOKEN} characters.`
    if (first === '"') escapes += token.split('\\').length - 1
    if (escapes > MOST_ESCAPES) return `The file has more than ${MOST_ESCAPES} escapes.`
    if (first === '&' || first === '*' || first === '!') marks += 1
    if (marks > MOST_MARKS) return `The file has more than ${MOST_MARKS} anchors, aliases and tags.`
    if (token === '[' || token === '{') open += 1
    if (token === ']' || token === '}') open -= 1
    if (open < -MOST_UNOPENED) return 'The file closes brackets that it never opened.'
  }
  return undefined
}
