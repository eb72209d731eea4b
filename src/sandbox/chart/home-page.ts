import type { Patient } from 'fhir/r4'
import { html } from 'hono/html'
import type { Language, Text } from '../language.ts'
import { fhirBase, type Origins } from '../origins.ts'
import { page, pieces } from '../page/page.ts'
import { nameOf } from '../page/person.ts'
import { WORDS } from './words.ts'

/** Patients who stand under one heading. */
export interface PatientGroup {
  readonly heading: Text
  readonly ids: readonly string[]
  /** True where the list opens only when it is asked for. */
  readonly folded?: boolean
}

/** The list of patients, each with what there is to see. */
export async function homePage(shown: {
  readonly patients: readonly Patient[]
  readonly sentences: ReadonlyMap<string, Text>
  readonly groups: readonly PatientGroup[]
  readonly language: Language
  readonly origins: Origins
}): Promise<string> {
  const { patients, sentences, groups, language, origins } = shown
  const say = WORDS[language]
  const standalone = `${origins.app}/launch.html?${new URLSearchParams({ iss: fhirBase(origins), standalone: '1' })}`
  const grouped = new Set(groups.flatMap((group) => group.ids))
  const members = (ids: readonly string[]) => patients.filter((patient) => ids.includes(patient.id ?? ''))
  const others = patients.filter((patient) => !grouped.has(patient.id ?? ''))
  const lists = [
    ...groups.map(({ heading, ids, folded = false }) => ({
      heading: heading[language],
      folded,
      members: members(ids),
    })),
    { heading: say.others, folded: false, members: others },
  ].filter((each) => each.members.length > 0)
  const list = async (listed: readonly Patient[]) =>
    html`<ul class="patients">${await pieces(
      listed.map(
        (patient) => html`<li>
<a href="/patients/${patient.id}?lang=${language}">${nameOf(patient)}</a>
<span class="soft">${patient.birthDate ?? ''}</span>
<p>${sentences.get(patient.id ?? '')?.[language] ?? ''}</p></li>`,
      ),
    )}</ul>`
  const section = async ({ heading, folded, members }: (typeof lists)[number]) =>
    folded
      ? html`<details><summary>${heading} (${members.length})</summary>${await list(members)}</details>`
      : html`<section><h2>${heading}</h2>${await list(members)}</section>`
  return page(
    say.home,
    language,
    html`<main>
<div class="bar"><h1>${say.home}</h1>${languageLinks(language)}</div>
<p class="soft">${say.intro}</p>
${await pieces(lists.map(section))}
<ul class="plain">
<li><a href="/board?lang=${language}">${say.board}</a></li>
<li><a href="/inbox?lang=${language}">${say.inbox}</a></li>
<li><a href="${standalone}">${say.standalone}</a></li>
</ul>
</main>`,
  )
}

const languageLinks = (language: Language) =>
  language === 'en'
    ? html`<a href="/?lang=nl" lang="nl" hreflang="nl">Nederlands</a>`
    : html`<a href="/?lang=en" lang="en" hreflang="en">English</a>`
