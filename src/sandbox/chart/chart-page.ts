import type { FhirResource, Patient } from 'fhir/r4'
import { html } from 'hono/html'
import { OFFERED_TYPES } from '../fhir/offered-types.ts'
import type { PatientRepository } from '../fhir/patient-repository.ts'
import type { Language, Text } from '../language.ts'
import { page, pieces } from '../page/page.ts'
import { nameOf, numberOf } from '../page/person.ts'
import { type RecordLine, recordLine } from './record-lines.ts'
import { type Trying, trialForm } from './trying-form.ts'
import { WORDS } from './words.ts'

/** A patient's chart: who it is, the app in a frame, and the record to check the card against. */
export async function chartPage(shown: {
  readonly patient: Patient
  readonly record: PatientRepository
  readonly language: Language
  /** The address that the frame opens: a genuine launch. */
  readonly frame: string
  readonly trying: Trying
  readonly sentence: Text | undefined
}): Promise<string> {
  const { patient, record, language, frame, trying, sentence } = shown
  const say = WORDS[language]
  const types = OFFERED_TYPES.filter((type) => type !== 'Patient')
  const resources = (await record.all(types)) as readonly FhirResource[]
  const lines = resources.map((resource) => ({ resource, line: recordLine(resource) }))
  const laboratory = lines.filter((it) => isLaboratory(it.resource)).map((it) => it.line)
  const others = lines.filter((it) => !isLaboratory(it.resource)).map((it) => it.line)
  return page(
    nameOf(patient),
    language,
    html`<main>
<div class="bar"><a href="/?lang=${language}">← ${say.allPatients}</a>
<a href="/inbox?lang=${language}">${say.inbox}</a></div>
${trying.ehrBanner ? banner(patient, language) : ''}
<p class="soft">${sentence?.[language] ?? ''}</p>
<div class="chart">
<div class="frame"><iframe title="${say.frame}" src="${frame}" allow="clipboard-write"></iframe></div>
<div class="side">
${trialForm(trying, language)}
<section class="sheet"><h2>${say.record}</h2>
${lines.length === 0 ? html`<p class="soft">${say.nothing}</p>` : ''}
<ul class="records">${await listOf(others)}</ul>
${
  laboratory.length === 0
    ? ''
    : html`<details><summary>${say.laboratory} (${laboratory.length})</summary>
<ul class="records">${await listOf(laboratory)}</ul></details>`
}
</section>
</div>
</div>
</main>`,
  )
}

function banner(patient: Patient, language: Language) {
  const say = WORDS[language]
  const sex =
    patient.gender === 'male' ? say.male : patient.gender === 'female' ? say.female : (patient.gender ?? '')
  const deceased = patient.deceasedDateTime ?? (patient.deceasedBoolean ? '' : undefined)
  const spoken = (patient.communication ?? []).flatMap((it) => it.language.coding?.[0]?.display ?? [])
  return html`<header class="banner" aria-label="${nameOf(patient)}"><h1>${nameOf(patient)}</h1>
<span>${say.born} ${patient.birthDate ?? '–'}</span><span>${sex}</span>
<span>${say.number} ${numberOf(patient)}</span>
${spoken.length > 0 ? html`<span>${say.speaks}: ${spoken.join(', ')}</span>` : ''}
${deceased === undefined ? '' : html`<strong>${say.deceased} ${deceased.slice(0, 10)}</strong>`}</header>`
}

const listOf = (lines: readonly RecordLine[]) =>
  pieces(
    [...lines]
      .sort((a, b) => (a.date < b.date ? 1 : -1))
      .map(
        (line) => html`<li id="${line.anchor}"><span>${line.date}</span><span>${line.text}</span>
<small>${line.type} · ${line.detail}</small></li>`,
      ),
  )

const isLaboratory = (resource: FhirResource): boolean =>
  resource.resourceType === 'Observation' &&
  (resource.category ?? []).some((it) => it.coding?.some((coding) => coding.code === 'laboratory'))
