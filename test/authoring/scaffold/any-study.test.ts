/** Whatever the registry holds: a definition that passes, leaves nothing out, and decides nothing by itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Matcher } from '../../../src/engine/index.ts'
import { generatedPatient, resourcesOfGenerated } from '../../support/generated-patients.ts'
import { day, recordOf } from '../../support/match.ts'
import { generatedText, hostileText, studyOf } from './generated-studies.ts'
import { catalogWith, type Scaffolded, scaffolded, TODAY } from './scaffolded.ts'

const severe = ({ problems }: Scaffolded) => problems.filter(({ severity }) => severity === 'refused')

describe('any eligibility text', () => {
  it('becomes a definition that passes', () => {
    fc.assert(
      fc.property(generatedText, ({ text, lines }) => {
        const made = scaffolded(studyOf(text))
        expect(made.refused.length > 0).toBe(lines.length === 0 && made.definition === undefined)
        expect(severe(made)).toEqual([])
      }),
      { seed: 20261123, numRuns: 200 },
    )
  })

  it('is held in the definition, every line of it in a criterion or listed with a reason', () => {
    fc.assert(
      fc.property(generatedText, ({ text, lines }) => {
        const { definition } = scaffolded(studyOf(text))
        if (!definition) return
        const { inclusion, exclusion, notComputed = [], registryText = '' } = definition.written
        const sentences = [...inclusion, ...exclusion, ...notComputed].map(({ sentence }) => sentence)
        for (const { word } of lines) {
          expect(registryText).toContain(word)
          expect(
            sentences.some((sentence) => sentence.includes(word)),
            word,
          ).toBe(true)
        }
      }),
      { seed: 20261123, numRuns: 150 },
    )
  })

  it('asks, and decides nothing of any patient', () => {
    fc.assert(
      fc.property(generatedText, generatedPatient, ({ text }, patient) => {
        const made = scaffolded(studyOf(text))
        if (!made.definition) return
        const catalog = catalogWith(made)
        expect(catalog.trials[0]?.criteria.every(({ rule }) => rule.kind === 'ask')).toBe(true)
        const record = recordOf(resourcesOfGenerated(patient))
        const [verdict] = new Matcher(catalog).match(record, catalog.trials, day(TODAY), []).verdicts
        expect(['may-fit', 'not-applicable']).toContain(verdict?.kind)
        if (verdict?.kind === 'not-applicable') expect(verdict.notApplicable).toBe('deceased')
        expect(new Set(verdict?.findings.map(({ status }) => status))).toEqual(new Set(['unknown']))
      }),
      { seed: 20261123, numRuns: 60 },
    )
  })

  it('gives the same definition twice', () => {
    fc.assert(
      fc.property(generatedText, ({ text }) => {
        expect(scaffolded(studyOf(text)).text).toBe(scaffolded(studyOf(text)).text)
      }),
      { seed: 20261123, numRuns: 30 },
    )
  })
})

describe('any other field', () => {
  it('is taken over so that the definition passes, or is named', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (briefTitle, acronym, words) => {
        const value = studyOf('Inclusion Criteria:\n\n* Adult', { briefTitle, acronym }) as {
          readonly protocolSection: object
        }
        const made = scaffolded({
          protocolSection: {
            ...value.protocolSection,
            descriptionModule: { briefSummary: words },
            conditionsModule: { conditions: [words] },
            sponsorCollaboratorsModule: { leadSponsor: { name: words } },
            contactsLocationsModule: {
              locations: [{ facility: words, city: words, status: words }],
              centralContacts: [{ name: words, phone: words, email: words }],
            },
          },
        })
        expect(severe(made)).toEqual([])
        expect(made.definition === undefined).toBe(made.refused.length > 0)
        for (const { code, message } of made.refused)
          expect([code, message]).toEqual([expect.stringMatching(/^STUDY-/), expect.stringMatching(/\.$/)])
      }),
      { seed: 20261123, numRuns: 200 },
    )
  })
})
