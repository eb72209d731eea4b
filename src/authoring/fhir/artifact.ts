import type { Extension } from 'fhir/r4'
import type { Trial } from '../../engine/trials/trial.ts'
import type { Addresses, Exported } from './canonical.ts'

/**
 * A definition is a draft to everybody else until its principal investigator has signed the reading of it, and
 * nothing in a definition says that this was done.
 */
export const STATUS = 'draft'

const HL7 = 'http://hl7.org/fhir/StructureDefinition'

/** What R4 has no element for in a ResearchStudy or a Group: address, version and review, by HL7's extensions. */
export const artifact = (
  type: Extract<Exported, 'ResearchStudy' | 'Group'>,
  { reviewed, reviewBy }: Trial,
  addresses: Addresses,
  part?: string,
): Extension[] => [
  { url: `${HL7}/artifact-url`, valueUri: addresses.url(type, part) },
  { url: `${HL7}/artifact-version`, valueString: addresses.version },
  { url: `${HL7}/artifact-status`, valueCode: STATUS },
  { url: `${HL7}/artifact-lastReviewDate`, valueDate: reviewed.asOf },
  { url: `${HL7}/artifact-effectivePeriod`, valuePeriod: { end: reviewBy } },
]
