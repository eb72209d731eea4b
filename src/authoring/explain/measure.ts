const RAISED = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

/**
 * A number with its unit, or a unit alone, as it is printed: UCUM writes `1.5 10*9/L` and `umol/L`, a laboratory
 * × 10⁹/L and µmol/L.
 * @param decimal what stands before the decimals
 */
export const measure = (text: string, decimal: string): string =>
  text
    .replace(/(?<=\d)\.(?=\d)/, decimal)
    .replace(/10\*(\d)\b/g, (_, power: string) => `× 10${RAISED[Number(power)]}`)
    .replace(/\bu(?=(mol|g|L|m)\b)/g, 'µ')
