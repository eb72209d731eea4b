/**
 * The page on paper: A4, small print, criteria in two columns so that a long one leaves no gap beside it. Letters that
 * a printer has: no font is fetched.
 * @param foot what stands at the foot of each page
 */
export const style = (foot: string): string => `
@page { size: A4; margin: 8mm 10mm 10mm;
  @bottom-left { content: "${cssText(foot)}"; font: 7pt sans-serif; color: #444; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 7pt sans-serif; color: #444; } }
* { box-sizing: border-box; }
body { font: 7.2pt/1.19 "Liberation Sans", Arial, Helvetica, sans-serif; color: #000; background: #fff;
  max-width: 190mm; margin: 0 auto; padding: 4mm; }
h1 { font-size: 12pt; margin: 0 0 1mm; }
h2 { font-size: 8.6pt; margin: 1.8mm 0 .6mm; padding-bottom: .4mm; border-bottom: .5pt solid #000; break-after: avoid; }
h3 { font-size: inherit; margin: 0; break-after: avoid; }
p { margin: 0 0 .3mm; }
ul { margin: 0; padding-left: 3.6mm; }
li, p { orphans: 2; widows: 2; }
.meta, .quiet { color: #333; }
.warning { font-weight: bold; border: .8pt solid #000; padding: .8mm 1.5mm; margin: 1mm 0; }
section:first-child > h2 { margin-top: 0; }
.criteria { margin-top: 1.5mm; columns: 2; column-gap: 5mm; }
.criterion { padding: 0 0 .8mm; margin: 0 0 .8mm; border-bottom: .3pt solid #999; }
q { font-style: italic; quotes: "“" "”"; }
dl { margin: 0; }
dl > div { margin: 0 0 .2mm; break-inside: avoid; }
.registers { columns: 3; column-gap: 4mm; font-size: 6.6pt; line-height: 1.16; margin-top: 2mm; }
.registers h2 { font-size: 7.6pt; }
dt { display: inline; font-weight: bold; }
dt::after { content: ": "; }
dt:empty { display: none; }
dd { display: inline; margin: 0; overflow-wrap: anywhere; }
.signature { break-inside: avoid; margin-bottom: 2mm; }
.lines { display: grid; grid-template-columns: 2fr 1.5fr 1fr 2fr; gap: 5mm; margin-top: 7mm; }
.lines span { border-top: .6pt solid #000; padding-top: .5mm; }
@media print { body { max-width: none; padding: 0; } }
`

/** Text within a CSS string in a style element: what could end either is left out. */
const cssText = (text: string): string => text.replace(/["\\<>\p{Cc}]/gu, ' ')
