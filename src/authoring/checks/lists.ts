import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'
import { placedCriteria } from './places.ts'
import { hasWords, plainText } from './registry-text.ts'

/** There are criteria, and each stands on one side alone. */
export const checkLists: Check = (checked) => {
  const { inclusion, exclusion } = checked.written
  if (inclusion.length + exclusion.length === 0)
    return [{ code: 'L-NO-CRITERIA', path: ['inclusion'], message: 'There is no criterion.' }]
  const found: Finding[] =
    inclusion.length > 0
      ? []
      : [
          {
            code: 'L-ONLY-EXCLUSIONS',
            path: ['inclusion'],
            message: 'Only exclusions are listed: everybody to whom none applies would fit.',
            hint: 'Is the first half of the registry text missing?',
          },
        ]
  const sentences = new Map<string, boolean>()
  for (const { criterion, path } of placedCriteria(checked)) {
    const sentence = plainText(criterion.sentence).text.toLowerCase()
    if (criterion.sentence.trim() !== '' && !hasWords(sentence))
      found.push({
        code: 'L-NO-SENTENCE',
        path: [...path, 'sentence'],
        message: 'No word stands here.',
        hint: 'The sentence of the registry that this criterion is made from.',
      })
    const before = sentences.get(sentence)
    if (before !== undefined && before !== criterion.exclude)
      found.push({
        code: 'L-POLARITY',
        path: [...path, 'sentence'],
        message: 'The same sentence stands among the inclusion and among the exclusion criteria.',
      })
    sentences.set(sentence, criterion.exclude)
  }
  return found
}
