import { version } from '../../package.json'
import type { Catalog } from '../engine/index.ts'
import { wrap } from './wrap.ts'

/** The version of this software. */
export const VERSION = version

/** What `--help` prints. */
export const usage = ({ trials }: Catalog): string => `trialside ${VERSION}
Says which criteria of a clinical trial a patient's record supports, contradicts
or does not answer. It does not decide eligibility; the study team does.

Usage:
  trialside match --trial ID [--trial ID ...] [--as-of YYYY-MM-DD]
                  [--answers FILE] [--format json|text] BUNDLE.json ...

  BUNDLE.json      a FHIR R4 Bundle of one patient; - for standard input
  --trial ID       a trial to match with; may be given more than once
  --as-of DATE     the day on which to judge; without it, today
  --answers FILE   a clinician's answers, a FHIR R4 QuestionnaireResponse;
                   takes exactly one Bundle, of the same patient
  --format FORMAT  json, one line per Bundle and trial (as without it);
                   text, the card for a terminal
  --help           this text
  --version        name and version

Trials:
${trials.flatMap(({ id, acronym, shortTitle }) => wrap(`${acronym}: ${shortTitle.en}`, '  ', `${id}  `)).join('\n')}

Exit codes:
  0  every Bundle was evaluated
  2  something given is wrong; each problem is named, and nothing is printed
  4  an error of Trialside itself
`
