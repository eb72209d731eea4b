/** What an author may do next with a line of the registry: advice in a comment, by its words. It decides nothing. */
interface Advice {
  readonly when: RegExp
  readonly advice: string
}

const ADVICE: readonly Advice[] = [
  {
    when: /\b(?:allowed|permitted|permissible|acceptable|eligible if)\b/i,
    advice: 'It sounds like a permission. If it is nothing else: rule: { permission: {} }',
  },
  {
    when: /\b(?:aged?|years?)\b.*\b\d{2}\b|\b\d{2}\b.*\byears?\b/i,
    advice: 'If it is the age of the patient: rule: { age: { at-least: 18 } }, or at-most',
  },
  {
    when: /\b(?:ECOG|WHO|Zubrod|Karnofsky|performance (?:status|scale|score))\b/,
    advice:
      'If it is the performance status: rule: { latest: { fact: performance-status, at-most: …, within: … } }',
  },
  {
    when: /\b(?:hemoglobin|haemoglobin|neutrophil|platelet|creatinine|bilirubin|ALT|AST|GFR|clearance|LVEF|ULN)\b/i,
    advice:
      'A measured value: a fact with its unit, then rule: { latest: { fact: …, at-least: …, within: … } }',
  },
  {
    when: /\b(?:prior|previous|previously|history of|received|treated with|underwent)\b/i,
    advice: 'An event of the history: rule: { event: { fact: … } }',
  },
  {
    when: /\b(?:consent|willing|able to|compliance|cooperat|language|understand)/i,
    advice: 'Only a person can say this. It may stay a question.',
  },
]

/** The advice for a line; of several the first. */
export const adviceFor = (sentence: string): string =>
  ADVICE.find(({ when }) => when.test(sentence))?.advice ?? 'Encode it with a rule, or leave it a question.'
