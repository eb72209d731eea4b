import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { isExpression, stringsIn } from './strings.ts'

/** Letters of UTF-8 that were read as another encoding. */
export const MISENCODED = /â‰.|â€.|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|ï»¿/gu

const MANGLED: readonly (readonly [RegExp, string, string])[] = [
  [
    /\\(?:[\\`*_{}[\]()#+\-.!<>=~|&]|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|(?:[gl]eq?|pm|times)\b)/gu,
    'was escaped on its way',
    'Write the character itself, without the backslash.',
  ],
  [
    /&(?:(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#x[0-9a-fA-F]{1,6});|(?:[lg][te]|amp|nbsp|quot)\b)/gu,
    'is a character of HTML',
    'Write the character itself.',
  ],
  [MISENCODED, 'was read in the wrong encoding', 'Copy it again as UTF-8: ≥, é, ±.'],
  [/\uFFFD/gu, 'stands for a character that was lost', 'Copy it again from the registry.'],
]

/** Signs that were changed on the way from the registry: a limit may have been lost with them (HZ-19). */
export const checkMangled: Check = ({ written }) => mangledFaults(written)

/** The same over a document that has other faults as well. */
export const mangledFaults = (document: unknown): Finding[] =>
  [...stringsIn(document)]
    .filter(({ path }) => !isExpression(path))
    .flatMap(({ value, path }) =>
      MANGLED.flatMap(([pattern, what, hint]) =>
        [...value.matchAll(pattern)].map(
          ({ 0: sign, index }): Finding => ({
            code: 'L-MANGLED',
            path,
            within: index + 1,
            message: `“${sign}” ${what}.`,
            hint,
          }),
        ),
      ),
    )
