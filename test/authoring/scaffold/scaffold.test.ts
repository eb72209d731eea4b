import { describe, expect, it } from 'vitest'
import { Matcher } from '../../../src/engine/index.ts'
import { standingOf } from '../../../src/engine/trials/standing.ts'
import type { Verdict } from '../../../src/engine/verdict/verdict.ts'
import { day, recordOf } from '../../support/match.ts'
import { resourcesOf } from '../../support/patient.ts'
import { studyOf } from './generated-studies.ts'
import { catalogWith, type Scaffolded, scaffolded, studyFile, TODAY } from './scaffolded.ts'

const writtenOf = ({ definition }: Scaffolded) => definition!.written
const severityOf = ({ problems }: Scaffolded) => problems.map(({ code, severity }) => `${code} ${severity}`)

describe('a complete record', () => {
  const made = scaffolded(studyFile('NCT99999901'))
  const written = writtenOf(made)

  it('passes without a warning', () => {
    expect([made.refused, made.problems]).toEqual([[], []])
  })

  it('begins with what an editor needs, and says how to go on', () => {
    expect(made.text.split('\n')[0]).toBe('# yaml-language-server: $schema=../../trial.schema.json')
    expect(made.text).toContain('trialside check names what is wrong')
  })

  it('takes over what the registry says of the trial, each with its day', () => {
    expect(written).toMatchObject({
      id: 'NCT99999901',
      version: '0.1.0',
      acronym: 'TESTDATA-1',
      languages: ['en'],
      wording: 'verbatim',
      status: { recruitment: 'recruiting', asOf: '2026-08-14' },
      reviewBy: '2027-08-14',
      registryLink: 'https://clinicaltrials.gov/study/NCT99999901',
    })
    expect(written.sites.map(({ city, status }) => `${city}: ${status}`)).toEqual([
      'Amsterdam, Netherlands: open',
      'Utrecht, Netherlands: in-preparation',
      'Antwerp, Belgium: closed',
      'Groningen, Netherlands: listed',
    ])
    expect(written.contacts?.map(({ role, mail, phone }) => [role.en, mail, phone])).toEqual([
      ['Principal investigator', undefined, undefined],
      ['Contact', 'trial.office@example.org', '+31 20 555 0100 ext. 12'],
    ])
    expect(written.panel?.map(({ term, text }) => `${term.en}: ${text.en}`.slice(0, 60))).toEqual([
      'Purpose: The goal of this clinical trial is to learn whether',
      'Conditions: Breast Cancer; Hormone Receptor Positive Breast ',
      'Type: interventional, phase3, treatment',
      'Size: 1200 participants',
      'Ages: from 18 Years',
      'Sex: all',
      'Sponsor: Example Oncology Group (test data)',
    ])
  })

  it('says that nobody has looked at it', () => {
    expect(written.reviewed.by).toBe('trialside new (nobody has looked at it yet)')
  })

  it('is about everybody: what narrows it down is for its author', () => {
    expect(written.applies).toBeUndefined()
  })

  it('keeps what belongs together in one criterion, word for word', () => {
    expect(written.inclusion.map(({ sentence }) => sentence.split('\n').length)).toEqual([
      1, 1, 1, 1, 5, 3, 1, 1,
    ])
    expect(written.inclusion[5]?.sentence).toBe(
      'One of the following:\n1. completed surgery, or\n2. completed radiotherapy at least 14 days before',
    )
    expect(written.exclusion).toHaveLength(6)
  })

  it('holds a word with a footnote open, with what the footnote says', () => {
    expect(written.openTerms).toHaveLength(1)
    expect(written.openTerms?.[0]).toMatchObject({
      term: 'limited*)',
      criteria: ['histologically-confirmed-invasive-breast'],
      text: { en: expect.stringContaining('*Stage IIA limited: no more than 600 participants.') },
    })
  })

  it('asks of what is allowed whether the patient may take part, since a “no” must not turn away', () => {
    const permission = written.inclusion.find(({ sentence }) => sentence.endsWith('is allowed'))
    expect(permission?.rule).toEqual({
      ask: {
        text: { en: 'By this line, may the patient take part? Prior (neo)adjuvant chemotherapy is allowed' },
      },
    })
  })

  it('puts a long line whole into its question', () => {
    const organs = written.inclusion[4]
    expect(organs?.statement.en).toMatch(/ …$/)
    expect(JSON.stringify(organs?.rule)).toContain("where Gilbert's syndrome is known")
  })
})

describe('use at once', () => {
  const made = scaffolded(studyFile('NCT99999901'))
  const catalog = catalogWith(made)
  const [trial] = catalog.trials
  const verdictOf = (answer: string, but: Readonly<Record<string, string>> = {}): Verdict => {
    const answers = trial!.criteria.map(({ id, exclude }) => ({
      question: `nct99999901.${id}`,
      answer: but[id] ?? (exclude === (answer === 'yes') ? 'no' : 'yes'),
    }))
    const record = recordOf(resourcesOf('Patient female 1961-04-02'))
    return new Matcher(catalog).match(record, catalog.trials, day(TODAY), answers).verdicts[0]!
  }

  it('fits once a clinician has answered every question so, and not before', () => {
    expect(verdictOf('yes').kind).toBe('fits')
    expect(verdictOf('yes', { 'qtc-interval-480-msec': 'unknown' }).kind).toBe('may-fit')
  })

  it('does not fit once a clinician says so, by that criterion alone', () => {
    const verdict = verdictOf('yes', { 'distant-metastases-stage-iv': 'yes' })
    expect(verdict.kind).toBe('does-not-fit')
    expect(
      verdict.findings.filter(({ effect }) => effect === 'contradicts').map(({ criterion }) => criterion),
    ).toEqual(['distant-metastases-stage-iv'])
  })
})

describe('records that leave something open', () => {
  it('leaves the side to the clinician where the registry has no headings', () => {
    const made = scaffolded(studyFile('NCT99999902'))
    expect(severityOf(made)).toEqual(['L-CONTACT warned'])
    expect(writtenOf(made).inclusion.length).toBeGreaterThan(3)
    for (const { rule, statement } of writtenOf(made).inclusion) {
      expect(JSON.stringify(rule)).toContain('By this line, may the patient take part?')
      expect(statement.en).toMatch(/^Let in by: /)
    }
    expect(made.text).toContain('DECIDE: inclusion or exclusion?')
  })

  it('says that recruitment is not known, and that the record is old', () => {
    const { definition } = scaffolded(studyFile('NCT99999902'))
    const kinds = standingOf({ ...definition!.trial, hash: 'x' }, '2027-03-01').map(({ kind }) => kind)
    expect(kinds).toEqual(['recruitment-unknown', 'no-open-site', 'review-overdue', 'one-language'])
  })

  it('survives text that is hostile to YAML, HTML and the eye, warned of a contact that cannot be reached', () => {
    const made = scaffolded(studyFile('NCT99999903'))
    expect(severityOf(made)).toEqual(['L-CONTACT warned', 'L-CONTACT warned'])
    expect(writtenOf(made).registryText).toContain(
      '* Hb ≥ 10 & platelets ≥ 100 < 200 < script>alert(1)< /script>',
    )
    expect(writtenOf(made).sites[0]?.name).toBe('H о spital (test data, with a look-alike letter)')
    expect(writtenOf(made).status.recruitment).toBe('unknown')
  })

  it('asks a line that stands on both sides once, and leaves its side open', () => {
    const made = scaffolded(
      studyOf('Inclusion Criteria:\n\n* Pregnancy\n* Adult\n\nExclusion Criteria:\n\n* pregnancy'),
    )
    const { inclusion, exclusion, notComputed } = writtenOf(made)
    expect([inclusion.map(({ statement }) => statement.en), exclusion]).toEqual([
      ['Let in by: Pregnancy', 'Adult'],
      [],
    ])
    expect(notComputed?.map(({ reason }) => reason.en)).toEqual([
      'The registry lists it on both sides; it is asked once.',
    ])
  })

  it('names the open ones first where there are very many centres, and says how many are left out', () => {
    const locations = Array.from({ length: 320 }, (_, index) => ({
      facility: `Test hospital ${index}`,
      status: index === 319 ? 'RECRUITING' : 'COMPLETED',
    }))
    const value = studyOf('Inclusion Criteria:\n\n* Adult') as { readonly protocolSection: object }
    const made = scaffolded({
      protocolSection: { ...value.protocolSection, contactsLocationsModule: { locations } },
    })
    expect(
      writtenOf(made)
        .sites.map(({ name }) => name)
        .slice(0, 2),
    ).toEqual(['Test hospital 319', 'Test hospital 0'])
    expect(made.text).toContain('names 20 more centres')
  })
})

describe('RT-HYPE', () => {
  it('comes to the criteria of the definition that ships, line for line', () => {
    const { inclusion, exclusion, openTerms } = writtenOf(scaffolded(studyFile('NCT06452485')))
    expect([inclusion.length, exclusion.length]).toEqual([9, 2])
    expect(openTerms?.map(({ term }) => term)).toEqual(['high-risk*'])
  })
})
