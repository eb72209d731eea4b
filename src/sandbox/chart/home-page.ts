import type { Patient } from 'fhir/r4'
import { html } from 'hono/html'
import type { Language, Text } from '../language.ts'
import { fhirBase, type Origins } from '../origins.ts'
import { page, pieces } from '../page/page.ts'
import { nameOf } from '../page/person.ts'
import { WORDS } from './words.ts'

/** The list of patients, each with what there is to see. */
export async function homePage(shown: {
  readonly patients: readonly Patient[]
  readonly sentences: ReadonlyMap<string, Text>
  readonly language: Language
  readonly origins: Origins
}): Promise<string> {
  const { patients, sentences, language, origins } = shown
  const say = WORDS[language]
  const standalone = `${origins.app}/launch.html?${new URLSearchParams({ iss: fhirBase(origins) })}`
  return page(
    say.home,
    language,
    html`<main>
<div class="bar"><h1>${say.home}</h1>${languageLinks(language)}</div>
<p class="soft">${say.intro}</p>
<ul class="patients">${await pieces(
      patients.map(
        (patient) => html`<li>
<a href="/patients/${patient.id}?lang=${language}">${nameOf(patient)}</a>
<span class="soft">${patient.birthDate ?? ''}</span>
<p>${sentences.get(patient.id ?? '')?.[language] ?? ''}</p></li>`,
      ),
    )}</ul>
<p><a href="${standalone}">${say.standalone}</a></p>
</main>`,
  )
}

const languageLinks = (language: Language) =>
  language === 'en'
    ? html`<a href="/?lang=nl" lang="nl" hreflang="nl">Nederlands</a>`
    : html`<a href="/?lang=en" lang="en" hreflang="en">English</a>`
