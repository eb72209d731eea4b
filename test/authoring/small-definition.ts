/** A whole definition with one criterion that anybody can answer: a trial that a test adds. */
export const smallDefinition = ({
  id = 'NCT00000017',
  version = '1.0.0',
  acronym = 'TEST-FIFTH',
  atLeast = 18,
  more = '',
}: {
  readonly id?: string
  readonly version?: string
  readonly acronym?: string
  readonly atLeast?: number | string
  /** Sections in YAML, such as facts of its own. */
  readonly more?: string
} = {}): string => `grammar: 1
id: ${id}
version: ${version}
acronym: ${acronym}
title: An Invented Trial to Test With
short-title: { en: An invented trial to test with, nl: Een verzonnen studie om mee te testen }
languages: [en, nl]
wording: verbatim
wording-source: { as-of: "2026-10-01", source: { en: test data, nl: testgegevens } }
status: { recruitment: recruiting, as-of: "2026-10-01", source: { en: test data, nl: testgegevens } }
reviewed: { by: Nobody, as-of: "2026-10-01", source: { en: test data, nl: testgegevens } }
review-by: "2027-10-01"
registry-link: https://clinicaltrials.gov/study/${id}
sites:
  - { name: Test Hospital, city: Utrecht, status: open, as-of: "2026-10-01", source: { en: test data, nl: testgegevens } }
contacts:
  - { role: { en: Study coordinator, nl: Studiecoördinator }, name: Nobody, as-of: "2026-10-01", source: { en: test data, nl: testgegevens } }

registry-text: |
  Inclusion Criteria:

  * Age ${atLeast} years or older
  * Able to take part in a substantial* walk

open-terms:
  - id: substantial
    term: substantial*
    criteria: [walks]
    text: { en: The text does not say how long., nl: De tekst zegt niet hoe lang. }

inclusion:
  - id: age
    sentence: Age ${atLeast} years or older
    statement: { en: "${atLeast} years or older", nl: "${atLeast} jaar of ouder" }
    reading: { en: On the day of evaluation., nl: Op de dag van beoordeling. }
    settled-by: { en: Full birth date, nl: Volledige geboortedatum }
    rule: { age: { at-least: ${atLeast} } }
  - id: walks
    sentence: Able to take part in a substantial* walk
    statement: { en: Can take part in a walk, nl: Kan meewandelen }
    reading: { en: Only the clinician can say., nl: Alleen de arts kan dit zeggen. }
    settled-by: { en: Whether the patient can walk along, nl: Of de patiënt kan meewandelen }
    rule: { ask: {} }
exclusion: []
${more}`

/** Its bytes, as a site serves them. */
export const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer as ArrayBuffer
