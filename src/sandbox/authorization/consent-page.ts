import type { Patient } from 'fhir/r4'
import { html } from 'hono/html'
import type { Language } from '../language.ts'
import { page, pieces } from '../page/page.ts'
import { nameOf } from '../page/person.ts'
import { readDataScope } from './scopes.ts'

const words = {
  en: {
    title: 'Allow access?',
    asks: 'Trialside asks to see this part of the record:',
    who: 'Patient',
    without: 'Leave out',
    allow: 'Allow',
    deny: 'Deny',
    problem: 'This cannot go on',
  },
  nl: {
    title: 'Toegang geven?',
    asks: 'Trialside vraagt om dit deel van het dossier te zien:',
    who: 'Patiënt',
    without: 'Weglaten',
    allow: 'Toestaan',
    deny: 'Weigeren',
    problem: 'Dit kan niet verder',
  },
} as const

/** Asks the user which patient, and whether the app may see what it asks for, type by type. */
export async function consentPage(asked: {
  readonly name: string
  readonly patients: readonly Patient[]
  readonly scopes: readonly string[]
  readonly language: Language
}): Promise<string> {
  const say = words[asked.language]
  const types = [...new Set(asked.scopes.flatMap((scope) => readDataScope(scope)?.type ?? []))]
  return page(
    say.title,
    asked.language,
    html`<main class="narrow">
<h1>${say.title}</h1>
<form method="post" action="/authorize">
<input type="hidden" name="request" value="${asked.name}">
${asked.patients.length === 0 ? '' : await choiceOf(asked.patients, say.who)}
<p>${say.asks}</p>
<ul class="plain">${await pieces(
      types.map(
        (type) => html`<li><span>${type}</span>
<label><input type="checkbox" name="refuse" value="${type}"> ${say.without}</label></li>`,
      ),
    )}</ul>
<p class="row"><button name="decision" value="allow">${say.allow}</button>
<button name="decision" value="deny" class="quiet">${say.deny}</button></p>
</form>
</main>`,
  )
}

const choiceOf = async (patients: readonly Patient[], label: string) => html`<label>${label}
<select name="patient">${await pieces(
  patients.map((it) => html`<option value="${it.id}">${nameOf(it)}, ${it.birthDate ?? '?'}</option>`),
)}</select></label>`

/** Says why authorization stops where there is no address to send the user back to. */
export const problemPage = (problem: string, language: Language): Promise<string> =>
  page(
    words[language].problem,
    language,
    html`<main class="narrow"><h1>${words[language].problem}</h1><p>${problem}</p></main>`,
  )
