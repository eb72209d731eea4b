import type { Extension } from 'fhir/r4'
import { type Criterion, openTermsOf } from '../../engine/trials/trial.ts'
import type { Context } from './context.ts'
import { factsOf } from './facts-used.ts'
import { questionAddress } from './questionnaire.ts'
import { facts } from './requirement.ts'
import { saying } from './saying.ts'

/** The rule as a definition has it, once its words are read: JSON, by the tables of the kinds of rule. */
const RULE = 'application/vnd.trialside.rule+json'

/** What a characteristic of R4 has no element for, in one extension, and whether a machine can settle it. */
export function criterionExtensions(criterion: Criterion, context: Context): Extension[] {
  const { addresses, wording } = context
  const { sentence, statement, reading, settledBy, questions, rule } = criterion
  return [
    {
      url: addresses.extension('eligibility-criterion'),
      extension: [
        { url: 'sourceText', valueMarkdown: sentence },
        wording.string('statement', statement),
        wording.markdown('note', reading),
        wording.string('settledBy', settledBy),
        { url: 'kind', valueCode: kindOf(criterion) },
        wording.markdown('decided', saying(rule, context)),
        { url: 'rule', valueExpression: { language: RULE, expression: JSON.stringify(rule) } },
        ...questions.map((id) => ({ url: 'question', valueCanonical: questionAddress(id, context) })),
        ...openTerms(criterion, context),
        ...facts(rule, context),
      ],
    },
    {
      url: 'http://hl7.org/fhir/uv/ebm/StructureDefinition/relevant-for-automated-matching',
      valueBoolean: isAutomatic(criterion, context),
    },
  ]
}

/** What a criterion does to whoever meets it. */
const kindOf = ({ exclude, rule }: Criterion): 'requires' | 'excludes' | 'permits' =>
  rule.kind === 'permission' ? 'permits' : exclude ? 'excludes' : 'requires'

/** False for what only a person can say, what nothing can speak against, and what could not be read. */
const isAutomatic = ({ rule }: Criterion, context: Context): boolean =>
  rule.kind !== 'permission' && factsOf(rule, context).some(({ from }) => from.length > 0)

const openTerms = ({ id }: Criterion, { trial, wording }: Context): Extension[] =>
  openTermsOf(trial, id).map(({ term, text, atThisSite }) => ({
    url: 'openTerm',
    extension: [
      { url: 'term', valueString: term },
      wording.markdown('text', text),
      ...(atThisSite ? [wording.markdown('atThisSite', atThisSite)] : []),
    ],
  }))
