import { html, raw } from 'hono/html'
import type { Language, Text } from '../language.ts'

/** Said on every page. */
export const SANDBOX_NOTE: Text = {
  en: 'Sandbox EHR: every patient here is invented. For trying and testing, not for care.',
  nl: 'Sandbox-EPD: alle patiënten hier zijn verzonnen. Om te proberen en te testen, niet voor zorg.',
}

type Html = ReturnType<typeof html>

/** A page of the sandbox: title, the note that it is a sandbox, content. */
export const page = async (title: string, language: Language, body: Html): Promise<string> =>
  String(
    await html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<p class="note" role="note">${SANDBOX_NOTE[language]}</p>
${body}
</body>
</html>`,
  )

/** Pieces of a page one after the other. */
export const pieces = async (parts: readonly Html[]): Promise<Html> =>
  raw((await Promise.all(parts)).map(String).join('\n'))
