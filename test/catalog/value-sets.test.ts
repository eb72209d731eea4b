import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { faultOfLoinc } from './loinc.ts'
import { checkDigitHolds, faultOfConceptId } from './verhoeff.ts'

interface Code {
  system: string
  only?: string
  code?: string
  prefix?: string
  display: string
  side?: string
  source: string[]
  unverified?: boolean
  [attribute: string]: unknown
}
interface ValueSet {
  name: string
  title: { en: string; nl: string }
  sources: Record<string, string>
  codes: Code[]
}
interface System {
  title: string
  uri: string
  aliases: string[]
}

const folder = new URL('../../src/catalog/value-sets/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
const texts = new Map(files.map((file) => [file, readFileSync(new URL(file, folder), 'utf8')]))
const systems = (parse(texts.get('systems.yaml') ?? '') as { systems: Record<string, System> }).systems
const sets = new Map(
  [...texts]
    .filter(([file]) => file !== 'systems.yaml')
    .map(([file, text]) => [file.replace('.yaml', ''), parse(text) as ValueSet]),
)

// Codes stand in expressions of facts and in example patients too.
const catalog = new URL('../../src/catalog/', import.meta.url)
const written = readdirSync(catalog, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({ file, text: readFileSync(new URL(file, catalog), 'utf8') }))

const needed = [
  ...['performance-status-ecog', 'performance-status-karnofsky', 'ecog-grade', 'breast-malignancy'],
  ...['breast-recurrence', 'recurrence-general', 'recurrence-observed', 'recurrence-ambiguous'],
  ...['breast-in-situ', 'breast-history', 'breast-sarcoma', 'phyllodes', 'sarcoma-morphology'],
  ...['carcinoma-morphology', 'phyllodes-morphology', 'chest-wall-sarcoma', 'laterality', 'body-site'],
  ...['radiotherapy', 'radiotherapy-history', 'not-radiotherapy', 'mastectomy', 'local-excision'],
  ...['breast-surgery-ambiguous', 'breast-surgery-not-counted', 'breast-absent', 'node-surgery', 'pet-ct'],
  ...['dicom-modality', 'metastasis', 'm-category', 'm-value', 'other-primary', 'systemic-therapy', 'dutch'],
  ...['interpreter', 'proficiency', 'verification-status', 'hints'],
]

// A code that stands in two sets of one group would say two things that cannot both be true.
const contradictions: readonly { reason: string; sets: readonly string[] }[] = [
  {
    reason:
      'one operation removes the whole breast, a part, an unclear amount, only nodes, or does not count',
    sets: [
      ...['mastectomy', 'local-excision', 'breast-surgery-ambiguous', 'breast-surgery-not-counted'],
      'node-surgery',
    ],
  },
  { reason: 'an operation is an event, an absent breast a state', sets: ['mastectomy', 'breast-absent'] },
  {
    reason: 'a disease is a first breast cancer, its return, its spread, its past, or another tumour',
    sets: [
      ...['breast-malignancy', 'breast-recurrence', 'recurrence-general', 'breast-in-situ', 'breast-sarcoma'],
      ...['phyllodes', 'chest-wall-sarcoma', 'breast-history', 'metastasis', 'other-primary'],
    ],
  },
  {
    reason: 'one histology is a carcinoma, a sarcoma or a phyllodes tumour',
    sets: ['carcinoma-morphology', 'sarcoma-morphology', 'phyllodes-morphology'],
  },
  {
    reason: 'treatment with radiation is given now, was given once, or is something else',
    sets: ['radiotherapy', 'radiotherapy-history', 'not-radiotherapy', 'pet-ct'],
  },
  {
    reason: 'one observation asks one question',
    sets: [
      ...['performance-status-ecog', 'performance-status-karnofsky', 'm-category', 'disease-status'],
      ...['interpreter', 'hints'],
    ],
  },
  {
    reason: 'an answer is a performance status, a spread, a grade of the tumour, a node category or a stage',
    sets: ['ecog-grade', 'm-value', 'grade-value', 'clinical-n-value', 'stage-group-value', 'test-result'],
  },
  {
    reason: 'one result is of one measurement',
    sets: [
      ...[
        'neutrophils',
        'platelets',
        'haemoglobin',
        'alanine-aminotransferase',
        'aspartate-aminotransferase',
      ],
      ...['bilirubin', 'bilirubin-direct', 'albumin', 'creatinine', 'kidney-function', 'prothrombin-time'],
      ...['partial-thromboplastin-time', 'pregnancy-test', 'left-ventricular-ejection-fraction'],
      ...['corrected-qt-interval', 'oestrogen-receptor', 'progesterone-receptor', 'her2-overall'],
      ...['her2-immunohistochemistry', 'her2-in-situ-hybridisation', 'tumour-size', 'tumour-grade'],
      ...['clinical-n-category', 'stage-group', 'm-category', 'performance-status-ecog'],
    ],
  },
  {
    reason: 'one carcinoma is invasive or in situ',
    sets: ['invasive-carcinoma', 'carcinoma-morphology', 'ductal-in-situ'],
  },
  {
    reason: 'an invasive carcinoma is not in situ, of whatever kind',
    sets: ['invasive-carcinoma', 'carcinoma-morphology', 'breast-in-situ'],
  },
]

const keyOf = (code: Code) => code.code ?? `${code.prefix}*`
const saying = (name: string, code: Code) => `${name}: ${code.system} ${keyOf(code)} "${code.display}"`
const all = [...sets].flatMap(([name, set]) => set.codes.map((code) => ({ name, set, code })))
const faults = (rule: (entry: (typeof all)[number]) => boolean) =>
  all.filter(rule).map(({ name, code }) => saying(name, code))

// icd-10 in a value set stands for the Dutch translation and ICD-10-CM too.
const family = (code: Code): readonly string[] =>
  code.only ? [code.only] : code.system === 'icd-10' ? ['icd-10', 'icd-10-cm', 'icd-10-nl'] : [code.system]
const bare = (text: string) => text.replaceAll('.', '')
function overlap(a: Code, b: Code): boolean {
  if (!family(a).some((system) => family(b).includes(system))) return false
  const x = bare(a.code ?? a.prefix ?? '')
  const y = bare(b.code ?? b.prefix ?? '')
  if (x === y) return true
  return (a.prefix !== undefined && y.startsWith(x)) || (b.prefix !== undefined && x.startsWith(y))
}

function sideSaid(display: string): string | undefined {
  if (/\b(bilateral|both)\b|right and left/i.test(display)) return 'both'
  // The left ventricle is an organ, not a side.
  return /\b(left|right)\b(?! ventric)/i.exec(display)?.[1]?.toLowerCase()
}

describe('the check of a SNOMED CT id', () => {
  it('knows a right check digit from a wrong one', () => {
    expect(checkDigitHolds('236')).toBe(true)
    expect(checkDigitHolds('237')).toBe(false)
    expect(faultOfConceptId('1080161000119106')).toBeUndefined()
  })
  it('finds an id that a spreadsheet has rounded', () => {
    expect(faultOfConceptId('1080161000119100')).toBe('wrong check digit')
    expect(faultOfConceptId('1081561000119100')).toBe('wrong check digit')
  })
  it('refuses a description id, and one that is too short', () => {
    expect(faultOfConceptId('101013')).toMatch(/partition/)
    expect(faultOfConceptId('12345')).toMatch(/digits/)
  })
})

describe('the check of a LOINC code', () => {
  it('knows a right check digit from a wrong one', () => {
    expect(faultOfLoinc('89247-1')).toBeUndefined()
    expect(faultOfLoinc('LA9622-7')).toBeUndefined()
    expect(faultOfLoinc('LA27151-2')).toBeUndefined()
    expect(faultOfLoinc('89247-2')).toBe('wrong check digit')
    expect(faultOfLoinc('LA9622-8')).toBe('wrong check digit')
  })
  it('refuses a code without a check digit', () => {
    expect(faultOfLoinc('89247')).toMatch(/hyphen/)
  })
})

// No document at all: honest, but then the code must not decide.
const notChecked = /not checked in a publication/

// A citation can be followed when it is of one document and says, by a year, which edition.
const isVague = (source: string): boolean =>
  /\bseveral\b/i.test(source) || (!/\b(19|20)\d\d\b/.test(source) && !notChecked.test(source))

describe('the value sets', () => {
  it('are all there', () => {
    expect(needed.filter((name) => !sets.has(name))).toEqual([])
  })

  it.each([...sets])('%s says what membership means, and where its codes are from', (name, set) => {
    expect(texts.get(`${name}.yaml`)).toMatch(/^# \S/)
    expect(set.name).toBe(name)
    expect(set.title.en).toMatch(/\S/)
    expect(set.title.nl).toMatch(/\S/)
    const cited = new Set(set.codes.flatMap((code) => code.source))
    expect([...cited].sort()).toEqual(Object.keys(set.sources).sort())
    expect(set.codes.length).toBeGreaterThan(0)
  })

  it('cite one document with a date for each source, never several at once', () => {
    const vague = [...sets].flatMap(([name, { sources }]) =>
      Object.entries(sources)
        .filter(([, source]) => isVague(source))
        .map(([key, source]) => `${name}: ${key}: ${source}`),
    )
    expect(vague).toEqual([])
  })

  it('let no code decide that only general knowledge vouches for', () => {
    const unchecked = [...sets].flatMap(([name, { sources, codes }]) =>
      codes
        .filter((code) => !code.unverified && code.source.every((key) => notChecked.test(sources[key] ?? '')))
        .map((code) => `${name}: ${code.code ?? code.prefix}`),
    )
    expect(unchecked).toEqual([])
  })

  it('would call out a source without a year, and one that is many', () => {
    expect(isVague('mCODE IG 4.0.0, 543477b')).toBe(true)
    expect(isVague('LOINC answers as used in public FHIR examples, several, read 2026-11-25')).toBe(true)
    expect(isVague('mCODE IG 4.0.0, 543477b, 2025-01-24')).toBe(false)
    expect(isVague('general terminology knowledge; not checked in a publication')).toBe(false)
  })

  it('give every code a display, a source, and either a code or a prefix, as text', () => {
    const wrong = faults(
      ({ code }) =>
        typeof code.display !== 'string' ||
        code.display.trim() === '' ||
        !Array.isArray(code.source) ||
        code.source.length === 0 ||
        (code.code === undefined) === (code.prefix === undefined) ||
        typeof (code.code ?? code.prefix) !== 'string',
    )
    expect(wrong).toEqual([])
  })

  it('name declared systems only', () => {
    expect(
      faults(({ code }) => !(code.system in systems) || !((code.only ?? code.system) in systems)),
    ).toEqual([])
  })

  it('use no attribute that the README does not explain', () => {
    const readme = readFileSync(new URL('README.md', folder), 'utf8')
    const used = new Set(all.flatMap(({ code }) => Object.keys(code)))
    expect([...used].filter((attribute) => !readme.includes(`\`${attribute}\``))).toEqual([])
  })

  it('hold no SNOMED CT id that is damaged', () => {
    const wrong = all
      .filter(({ code }) => code.system === 'snomed')
      .flatMap(({ name, code }) => {
        const fault = faultOfConceptId(code.code ?? '')
        return fault ? [`${saying(name, code)}: ${fault}`] : []
      })
    expect(wrong).toEqual([])
    expect([...texts].filter(([, text]) => text.includes('1080161000119100'))).toEqual([])
  })

  it('hold no LOINC code that is damaged, and neither do facts, questions and trials', () => {
    const wrong = all
      .filter(({ code }) => code.system === 'loinc')
      .flatMap(({ name, code }) => {
        const fault = faultOfLoinc(code.code ?? '')
        return fault ? [`${saying(name, code)}: ${fault}`] : []
      })
    expect(wrong).toEqual([])
    const damaged = written.flatMap(({ file, text }) =>
      [...text.matchAll(/(?:loinc |code = ')((?:LA)?[0-9]{3,7}-[0-9])\b/g)].flatMap(([, code = '']) => {
        const fault = faultOfLoinc(code)
        return fault ? [`${file}: ${code}: ${fault}`] : []
      }),
    )
    expect(damaged).toEqual([])
  })

  it('hold no code twice', () => {
    const twice = [...sets].flatMap(([name, set]) => {
      const seen = new Set<string>()
      return set.codes.flatMap((code) => {
        const key = `${code.only ?? code.system} ${bare(keyOf(code))}`
        if (seen.has(key)) return [saying(name, code)]
        seen.add(key)
        return []
      })
    })
    expect(twice).toEqual([])
  })

  it('say the same side in the display and in the attribute', () => {
    expect(faults(({ code }) => code.side !== sideSaid(code.display))).toEqual([])
  })

  it('say the same sex in the display and in the attribute', () => {
    const said = (display: string) => /\b(female|male)\b/.exec(display)?.[1]
    expect(faults(({ code }) => code['sex'] !== undefined && code['sex'] !== said(code.display))).toEqual([])
  })

  it('call a breast malignancy a carcinoma only where the concept says so', () => {
    const wrong = faults(
      ({ name, code }) =>
        name === 'breast-malignancy' &&
        (code['morphology'] === 'carcinoma') !== /carcinoma|epithelial/i.test(code.display),
    )
    expect(wrong).toEqual([])
  })

  it('flag as unverified what was seen in no publication', () => {
    const decides = new Set([
      'interpreter-answer',
      'ecog-grade',
      'm-value',
      'metastasis',
      'breast-recurrence',
    ])
    expect(faults(({ name, code }) => code.unverified === true && decides.has(name))).toEqual([])
    expect(faults(({ code }) => code.system === 'hcpcs' && code.unverified !== true)).toEqual([])
  })
})

describe('contradicting value sets', () => {
  it.each(contradictions)('share no code: $reason', ({ sets: group }) => {
    const shared = group.flatMap((left, index) =>
      group
        .slice(index + 1)
        .flatMap((right) =>
          (sets.get(left)?.codes ?? []).flatMap((a) =>
            (sets.get(right)?.codes ?? [])
              .filter((b) => overlap(a, b))
              .map((b) => `${saying(left, a)} = ${saying(right, b)}`),
          ),
        ),
    )
    expect(group.filter((name) => !sets.has(name))).toEqual([])
    expect(shared).toEqual([])
  })

  it('give one value to a code: M0 or M1, one grade, one class, one site', () => {
    for (const attribute of ['value', 'class', 'site']) {
      const found = new Map<string, Set<unknown>>()
      for (const { name, code } of all) {
        if (code[attribute] === undefined) continue
        const key = `${name} ${code.only ?? code.system} ${keyOf(code)}`
        found.set(key, (found.get(key) ?? new Set()).add(code[attribute]))
      }
      expect([...found].filter(([, values]) => values.size > 1)).toEqual([])
    }
  })

  it('keep every possible recurrence among the metastases, never among the forbidden ones', () => {
    const spread = sets.get('metastasis')?.codes ?? []
    for (const code of sets.get('recurrence-ambiguous')?.codes ?? []) {
      const same = spread.find((other) => keyOf(other) === keyOf(code))
      expect(same?.['class'], saying('metastasis', code)).toMatch(/^(permitted-if-region|ambiguous)$/)
    }
  })
})

describe('the code systems', () => {
  it('have one key for each spelling', () => {
    const spellings = Object.values(systems).flatMap((system) => [system.uri, ...system.aliases])
    expect(spellings.filter((spelling, index) => spellings.indexOf(spelling) !== index)).toEqual([])
  })
  it('take a web address with and without a last slash, by http and https', () => {
    const missing = Object.values(systems).flatMap(({ uri, aliases }) => {
      if (!uri.startsWith('http')) return []
      const rest = uri.replace(/^https?:\/\//, '')
      return [`http://${rest}`, `http://${rest}/`, `https://${rest}`, `https://${rest}/`].filter(
        (spelling) => spelling !== uri && !aliases.includes(spelling),
      )
    })
    expect(missing).toEqual([])
  })
})
