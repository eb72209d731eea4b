/**
 * The addresses by which what we write names what we define: the same that the export of a definition gives
 * (`src/authoring/fhir/canonical.ts`), said again since the engine knows nothing of authoring. A test holds them equal.
 */
import type { Trial } from '../trials/trial.ts'

const BASE = 'https://trials.example.org/fhir'

/** A trial, as far as addresses need it. */
type Versioned = Pick<Trial, 'id' | 'version'>

/** The questions of a trial in one version of its definition. */
export const questionsAddress = ({ id, version }: Versioned): string =>
  `${BASE}/Questionnaire/${idOf(id, 'questions')}|${version}`

/** The criteria of a trial in one version of its definition. */
export const criteriaAddress = ({ id, version }: Versioned): string => `${BASE}/Group/${idOf(id)}|${version}`

/** The system of the codes that answer a question of a trial. */
export const answerSystem = ({ id }: Pick<Trial, 'id'>, question: string): string =>
  `${BASE}/CodeSystem/${idOf(id, question)}`

/** The system of the codes that answer a question, whichever trial asks it. */
export const sharedAnswerSystem = (question: string): string =>
  `${BASE}/CodeSystem/${question.toLowerCase().replace(/[^a-z0-9.-]/g, '-')}`

/** The registry that a trial's id is a number of. */
export const registrySystem = ({ registryLink }: Pick<Trial, 'registryLink'>): string =>
  /^https?:\/\/[^/?#]+/.exec(registryLink)?.[0] ?? registryLink

/** The address of something that is ours and no trial's: an extension, a list of codes, a list of names. */
export const ownAddress = (
  type: 'StructureDefinition' | 'CodeSystem' | 'Questionnaire' | 'NamingSystem',
  name: string,
): string => `${BASE}/${type}/${name}`

function idOf(trialId: string, part = ''): string {
  const trial = trialId.toLowerCase()
  const own = part.toLowerCase().startsWith(`${trial}.`) ? part.slice(trial.length + 1) : part
  const id = own === '' ? trial : `${trial}-${own.toLowerCase()}`
  return fitting(id.replace(/[^a-z0-9.-]/g, '-'), id)
}

/** The most letters that an id may have (FHIR R4, id). */
const LONGEST = 64

const fitting = (id: string, whole: string): string =>
  id.length <= LONGEST ? id : `${id.slice(0, LONGEST - 9)}-${fnv1a(whole).toString(16).padStart(8, '0')}`

/** A number of 32 bits made of a text (FNV-1a): no secret, only different numbers for different texts. */
export function fnv1a(text: string, from = 0x811c9dc5): number {
  let number = from
  for (const letter of text) number = Math.imul(number ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return number
}
