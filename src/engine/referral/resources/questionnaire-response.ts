import type { CardLine } from '../../card/card.ts'
import type { Json } from '../../fhir.ts'
import { ownAddress, questionsAddress } from '../addresses.ts'
import { answerItem } from '../answer-item.ts'
import { criterionRows, statementOf } from '../letter-rows.ts'
import type { PartMaterial } from '../material.ts'
import { plain } from '../plain.ts'
import type { ReferralWords } from '../words/words.ts'
import { identifierOf, requesterReference, studyExtension, testMark } from './shared.ts'

/** What was found for each criterion, and what the clinician answered: the record of the pre-screening. */
export const questionnaireResponse = (material: PartMaterial): Json => ({
  resourceType: 'QuestionnaireResponse',
  ...testMark(material.isTestData),
  language: material.request.language,
  extension: [studyExtension(material.trial)],
  identifier: identifierOf(material.request.key),
  questionnaire: questionsAddress(material.trial),
  status: 'completed',
  subject: { reference: `Patient/${material.patient.id}` },
  authored: material.request.writtenAt,
  author: requesterReference(material.requester),
  item: [...answerItems(material), ...criterionItems(material)],
})

const answerItems = ({ given, catalog, trial, request }: PartMaterial): Json[] =>
  given.flatMap((answer): readonly Json[] => {
    const item = answerItem(answer, catalog, request, trial)
    return item ? [item] : []
  })

function criterionItems({ card, words }: PartMaterial): Json[] {
  const rows = new Map(
    card.sections.flatMap((section) => {
      const rows = criterionRows(section, words)
      return section.lines.map(({ id }, index) => [id, rows[index]] as const)
    }),
  )
  return card.lines.map((line) => {
    const row = rows.get(line.id)
    if (!row) throw new Error(`no row of ${line.id}`)
    return {
      linkId: line.id,
      text: plain(statementOf(line, words)),
      answer: [
        { valueCoding: resultCoding(line, words) },
        { valueString: [row.result, ...row.evidence].map(plain).join('; ') },
      ],
    }
  })
}

/** The result of a criterion as a code. A contradiction is an unknown that two sides decide against each other. */
function resultCoding({ status, reason, exclude }: CardLine, { results, exclusions }: ReferralWords): Json {
  const code = reason === 'conflict' ? 'conflict' : status
  return {
    system: ownAddress('CodeSystem', 'criterion-result'),
    code,
    display: (exclude ? exclusions : results)[code],
  }
}
