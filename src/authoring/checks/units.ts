import { isUnit } from '../../engine/facts/units.ts'
import type { Finding } from '../problem.ts'
import type { Check } from './checks.ts'

/** A fact that is measured has a unit, and the unit is one of UCUM. Limits are held to it when they are read. */
export const checkUnits: Check = ({ written }) =>
  (written.facts ?? []).flatMap(({ name, unit, molarMass, from }, index): Finding[] => {
    const refuse = (key: string, message: string, hint: string): Finding[] => [
      { code: 'L-UNIT', path: ['facts', index, key], message, hint },
    ]
    const isMeasured = from.some(({ quantity }) => quantity !== undefined)
    if (unit === undefined)
      return isMeasured
        ? refuse(
            'name',
            `“${name}” is read from a Quantity, and no unit is given to keep it in.`,
            'Add unit: g/dL.',
          )
        : []
    if (!isUnit(unit))
      return refuse(
        'unit',
        `“${unit}” is no unit of UCUM.`,
        'UCUM is written exactly: umol/L, 10*9/L, mm[Hg].',
      )
    return molarMass !== undefined && !(molarMass > 0)
      ? refuse('molar-mass', 'A molar mass is more than 0.', 'In g/mol: 113.12 for creatinine.')
      : []
  })
