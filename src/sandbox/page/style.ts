/** The look of the sandbox's own pages: plain, light and dark, from a phone to a wide screen. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --soft: #566072; --paper: #f6f7f9; --sheet: #ffffff;
  --line: #d5dae2; --accent: #0b5c7d; --note: #fff4d6; --note-ink: #5c4300; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e7eaf0; --soft: #a4aebd; --paper: #14181f; --sheet: #1c222b; --line: #343d4a;
    --accent: #7cc4e4; --note: #3a3013; --note-ink: #f4dfa4; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
a:focus-visible, button:focus-visible, select:focus-visible, input:focus-visible, summary:focus-visible
  { outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0; }
h2 { font-size: 1.05rem; margin: 0; }
.note { margin: 0; padding: .5rem 1rem; background: var(--note); color: var(--note-ink); font-size: .9rem; }
main { max-width: 84rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; display: grid; gap: 1.25rem; }
.narrow { max-width: 36rem; }
.wide { max-width: none; }
iframe.board { height: max(40rem, 92vh); }
.soft { color: var(--soft); margin: 0; }
.bar { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; justify-content: space-between; }
.row { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 0; }
.plain { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.plain > li { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; }
section > h2 { margin-bottom: .6rem; }
.patients { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem;
  grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); }
.patients li, .sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1rem; }
.patients a { font-weight: 600; }
.patients p { margin: .25rem 0 0; }
.banner { background: var(--sheet); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1rem;
  display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; }
.chart { display: grid; gap: 1.25rem; align-items: start; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 64rem) { .chart { grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr); }
  .frame { position: sticky; top: .75rem; } }
.side { display: grid; gap: 1.25rem; grid-template-columns: minmax(0, 1fr); }
iframe { width: 100%; height: min(88vh, 60rem); border: 1px solid var(--line); border-radius: .5rem; background: var(--sheet); }
.records { list-style: none; margin: .5rem 0 0; padding: 0; }
.records li { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: 0 1rem; padding: .4rem .25rem;
  border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.records li:target { background: var(--note); color: var(--note-ink); }
.records span:first-child { grid-row: span 2; white-space: pre-line; }
.records small { grid-column: 2; color: var(--soft); }
.records li:target small { color: inherit; }
@media (max-width: 40rem) { .records li { grid-template-columns: 1fr; } .records small { grid-column: 1; } }
form { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); }
label { display: grid; gap: .25rem; grid-template-columns: minmax(0, 1fr); font-size: .9rem; }
label:has(input[type=checkbox]) { display: flex; gap: .5rem; align-items: center; }
select, button, .button { font: inherit; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--sheet); color: var(--ink); min-height: 2.5rem; max-width: 100%; }
button { background: var(--accent); color: var(--paper); border-color: var(--accent); cursor: pointer; }
button.quiet { background: none; color: var(--accent); }
input:not([type]) { font: inherit; padding: .4rem .7rem; border: 1px solid var(--line); border-radius: .4rem;
  background: var(--sheet); color: var(--ink); min-height: 2.5rem; width: 100%; }
.grows { flex: 1 1 16rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: start; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: .9rem; }
tbody th { font-weight: 600; }
@media (max-width: 48rem) { thead { display: block; position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, tbody th, td { display: block; }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; } tbody th, td { border: 0; padding: .1rem 0; }
  td::before { content: attr(data-label) ': '; color: var(--soft); } }
th small, td small { display: block; color: var(--soft); font-weight: 400; }
.mark { display: inline-block; padding: 0 .4rem; border-radius: .25rem; background: var(--note); color: var(--note-ink); font-size: .9rem; }
.facts { margin: 0; display: grid; grid-template-columns: minmax(6rem, 1fr) minmax(0, 2fr); gap: .35rem 1rem; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.sheet p { margin: .25rem 0 0; }
.sheet form + form { margin-top: 1rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .5rem 0 0; }
details[open] > summary { margin-bottom: .75rem; }
summary { cursor: pointer; font-weight: 600; }
`
