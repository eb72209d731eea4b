import type { Entry } from './entry.ts'
import { Html, html } from './html.ts'
import type { Phrase } from './phrase.ts'
import type { Row, Section, Sheet } from './sheet.ts'
import { style } from './style.ts'
import type { Words } from './words/words.ts'

/** The sheet as a page of its own: no script, nothing fetched. */
export function renderHtml(sheet: Sheet, words: Words['sheet']): string {
  const foot = `${sheet.id}, ${words.version(sheet.version)}`
  const page = html`<html lang="${sheet.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${sheet.title}</title>
<style>${new Html(style(foot))}</style>
</head>
<body>
<header>
<h1>${sheet.title}</h1>
${sheet.lines.map((line) => html`<p>${line}</p>\n`)}<p class="meta">${sheet.file}</p>
${sheet.warnings.map((warning) => html`<p class="warning">${warning}</p>\n`)}<p>${sheet.intro}</p>
</header>
<main>
<div class="criteria">
${sheet.criteria.map(
  ({ title, entries }) => html`<section>
<h2>${title}</h2>
${entries.map((entry) => criterion(entry, words, sheet.sentences))}</section>
`,
)}</div>
<div class="registers">
${sheet.sections.map(section)}</div>
${signature(sheet, words)}</main>
</body>
</html>
`
  return `<!doctype html>\n${page.source}`
}

const criterion = (
  entry: Entry,
  words: Words['sheet'],
  language: string,
): Html => html`<article class="criterion" id="${entry.id}">
<h3>${entry.number}. ${entry.statement}</h3>
<p>${entry.says}: <q lang="${language}">${entry.sentence}</q></p>
<p><b>${words.reading}:</b> ${entry.reading}</p>
<div><b>${words.how}:</b> ${phrase(entry.how)}</div>
${rows(entry.more)}</article>
`

const phrase = ({ text, parts }: Phrase): Html =>
  parts.length === 0
    ? html`${text}`
    : html`${text}<ul>${parts.map((part) => html`<li>${phrase(part)}</li>`)}</ul>`

const section = ({ title, intro, rows: some }: Section): Html => html`<section>
<h2>${title}</h2>
${intro !== undefined && html`<p class="quiet">${intro}</p>\n`}${rows(some)}</section>
`

const rows = (some: readonly Row[]): Html | false =>
  some.length > 0 &&
  html`<dl>${some.map(({ term, text }) => html`<div><dt>${term}</dt><dd>${text}</dd></div>\n`)}</dl>`

/** Blank lines: who signs is not invented. */
const signature = ({ file }: Sheet, words: Words['sheet']): Html => html`<section class="signature">
<h2>${words.signature}</h2>
<p>${words.confirm} <span class="meta">${file}</span></p>
<div class="lines">${words.signed.map((label) => html`<span>${label}</span>`)}</div>
</section>
`
