import type { Finding } from '../criteria/finding.ts'
import type { Trial } from '../trials/trial.ts'
import type { Override } from '../verdict/override.ts'
import type { CardOverride } from './card.ts'
import { momentInWords } from './dates.ts'
import type { Words } from './words/words.ts'

/** An override in words, with the file that tells the author of the definition of it. */
export function overrideInWords(
  override: Override,
  trial: Trial,
  finding: Finding,
  software: string,
  words: Words,
): CardOverride {
  const { reason, note, by, at } = override
  const moment = at === undefined ? undefined : momentInWords(at, words)
  return {
    reason,
    text: words.overrides.reasons[reason],
    ...(note ? { note } : {}),
    ...(by === undefined ? {} : { by }),
    ...(moment === undefined ? {} : { at: moment }),
    whose: words.overrides.whose(by, moment),
    file: fileFor(override, trial, finding, software),
  }
}

/**
 * What the author of a definition needs to look at it again. It names no patient, nobody who treats one and no day;
 * only the note is in somebody's own words.
 */
function fileFor({ reason, note }: Override, trial: Trial, finding: Finding, software: string) {
  const content = {
    kind: 'trialside-override',
    trial: trial.id,
    version: trial.version,
    hash: trial.hash,
    criterion: finding.criterion,
    finding: { status: finding.status, reason: finding.reason },
    override: { reason, ...(note ? { note } : {}) },
    software: `Trialside ${software}`,
  }
  return {
    name: `override-${trial.id}-${finding.criterion}.json`,
    content: `${JSON.stringify(content, null, 2)}\n`,
  }
}
