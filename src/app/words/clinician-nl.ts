import type { ClinicianWords } from './clinician-en.ts'

const count = new Intl.NumberFormat('nl-NL')

/** What the page says around questions, answers and overrides, in Dutch. */
export const nl: ClinicianWords = {
  help: 'Hulp, geen regel',
  notAnswered: 'Niet beantwoord',
  withdraw: 'Intrekken',
  number: (from, to) => `Een geheel getal van ${from} tot en met ${to}`,
  answerNumber: 'Antwoord',
  answers: 'Beantwoord door een arts',
  kept: {
    page: (n) => `${counted(n)} gaan verloren als deze pagina sluit.`,
    session: (n) => `${counted(n)} blijven alleen in deze sessie.`,
    chart: (n) => `${counted(n)} worden in het dossier bewaard.`,
  },
  stayed: 'De regels bleven voor u staan.',
  override: {
    title: 'Dit criterium terzijde leggen',
    explains: 'Dat staat dan naast de bevinding. De bevinding en de uitkomst blijven zoals ze zijn.',
    note: 'In uw eigen woorden (niet verplicht)',
    noteHint: 'Noem niemand. Deze woorden blijven op deze pagina en zijn weg als die sluit.',
    because: 'Terzijde leggen, want',
    remove: 'Toch laten gelden',
    file: 'Opslaan voor de auteur van deze definitie',
    fileHint: 'Het bestand bevat het criterium, de bevinding, de reden en uw woorden. Geen patiëntgegevens.',
    mark: 'Terzijde gelegd',
  },
}

const counted = (n: number): string =>
  n === 0
    ? 'Uw antwoorden tellen direct mee en'
    : `${count.format(n)} ${n === 1 ? 'antwoord telt' : 'antwoorden tellen'} hier mee. Antwoorden`
