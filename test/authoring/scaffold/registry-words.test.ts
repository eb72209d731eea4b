import { describe, expect, it } from 'vitest'
import { harmless, inOneLine, readable, unescaped } from '../../../src/authoring/scaffold/registry-words.ts'

describe('words of the registry', () => {
  it.each([
    [
      'entities of HTML, one behind another',
      'Hb &ge; 10 &amp;lt; 12 &#8804; 13 &#x2264; 14',
      'Hb ≥ 10 < 12 ≤ 13 ≤ 14',
    ],
    [
      'UTF-8 that was read as Windows-1252',
      'â‰¥ 2, Â±3, 5 Âµm, cafÃ©, â€œxâ€\u009d',
      '≥ 2, ±3, 5 µm, café, “x”',
    ],
    ['what cannot be seen', 'ER\u200b+\u202e \ufeffT\u00a01\u00ad', 'ER+ T 1'],
    ['line ends of Windows and of other systems', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ])('undoes %s', (_, text, expected) => {
    expect(readable(text)).toBe(expected)
  })

  it.each(['Ärzte für über', 'Île-de-France', 'HLA-A*02', 'Ã', 'R&D; x', '≥1.5 × ULN'])(
    'leaves %s as it is',
    (text) => {
      expect(harmless(inOneLine(text))).toBe(text)
    },
  )

  it('undoes the escapes of Markdown', () => {
    expect(unescaped('\\>= 18, high-risk\\*, a\\_b, C:\\x')).toBe('>= 18, high-risk*, a_b, C:\\x')
  })

  it('takes nothing out that could act, but keeps it from acting', () => {
    expect(harmless('<b>x</b> [y](https://z) <https://z> <ULN <5 a<b &foo;')).toBe(
      '< b>x< /b> [y] (https://z) < https://z> <ULN <5 a< b & foo;',
    )
  })
})
