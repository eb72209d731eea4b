/** The part of `@lhncbc/ucum-lhc` that is used; the package brings no types. */
declare module '@lhncbc/ucum-lhc' {
  interface Conversion {
    readonly status: 'succeeded' | 'failed' | 'error'
    readonly toVal: number | null
  }
  interface Utils {
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      options?: { readonly molecularWeight?: number },
    ): Conversion
    validateUnitString(unit: string): {
      readonly status: 'valid' | 'invalid' | 'error'
      readonly ucumCode: string | null
    }
  }
  const ucum: { readonly UcumLhcUtils: { getInstance(): Utils } }
  export default ucum
}
