import type { Json } from '../../fhir.ts'
import { criteriaAddress } from '../addresses.ts'
import { PARTS } from '../draft.ts'
import { REFERRAL_SYSTEM } from '../key.ts'
import type { PartMaterial } from '../material.ts'
import { trialName } from '../trial-name.ts'
import { fullUrlOf, requesterReference, testMark } from './shared.ts'

const PARTICIPANT = 'http://terminology.hl7.org/CodeSystem/provenance-participant-type'

/** Who referred, with what software, from which entries of the record and by which definition. */
export const provenance = ({
  request,
  trial,
  requester,
  making,
  words,
  cited,
  isTestData,
}: PartMaterial): Json => ({
  resourceType: 'Provenance',
  // A Provenance has no identifier: the key is a tag, by which it can be searched as well.
  meta: { ...(testMark(isTestData)['meta'] ?? {}), tag: [{ system: REFERRAL_SYSTEM, code: request.key }] },
  language: request.language,
  target: PARTS.filter((type) => type !== 'Provenance').map((type) => ({
    reference: fullUrlOf(request.key, type),
  })),
  recorded: request.writtenAt,
  agent: [
    { type: participant('author', 'Author'), who: requesterReference(requester) },
    { type: participant('assembler', 'Assembler'), who: { display: `Trialside ${making.software}` } },
  ],
  entity: [
    {
      role: 'source',
      what: {
        type: 'Group',
        identifier: { system: 'urn:ietf:rfc:3986', value: criteriaAddress(trial) },
        display: words.definition(trialName(trial), trial.version, trial.hash),
      },
    },
    ...cited.map(({ reference, version }) => ({
      role: 'source',
      what: { reference: isId(version) ? `${reference}/_history/${version}` : reference },
    })),
  ],
})

/** A version as FHIR has it; some servers put a whole entity tag there. */
const isId = (version: string | undefined): boolean =>
  version !== undefined && /^[A-Za-z0-9\-.]{1,64}$/.test(version)

const participant = (code: string, display: string): Json => ({
  coding: [{ system: PARTICIPANT, code, display }],
})
