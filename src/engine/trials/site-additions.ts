/**
 * What a site adds when the page opens: further definitions, and its own word on trials. The words that whoever
 * fetches it, whoever checks it and whoever shows what came of it have in common.
 */

/** Everything that a site adds. */
export interface SiteAdditions {
  readonly definitions: readonly ServedDefinition[]
  /** By the id of a trial, as the site wrote it: checked where it is read. */
  readonly overrides: unknown
}

/** Why a definition that a site lists is not there to be read. */
export type Unserved =
  | 'not-a-list' // the list of definitions is none
  | 'no-path' // not a path within the folder of the app: another origin, another folder, no text
  | 'no-sha256' // what stands there is not 64 digits
  | 'listed-twice'
  | 'too-many'
  | 'not-there' // 404
  | 'redirected'
  | 'server-error'
  | 'web-page' // HTML, often that of a proxy or a sign-in
  | 'too-large'
  | 'no-answer'

/** A definition beside the app, or why it did not come. */
export type ServedDefinition =
  | {
      readonly file: string
      readonly bytes: ArrayBuffer
      /** What its bytes have to hash to, in hexadecimal, where the site says so. */
      readonly sha256?: string
    }
  | { readonly file: string; readonly unserved: Unserved }

/** What is wrong with something that a site adds, as it is printed. */
export interface AdditionProblem {
  /** `definitions/trial.yaml:12:3`, or a path in the site's list. */
  readonly where: string
  readonly code: string
  readonly message: string
  readonly hint?: string
}

/** Something that is not used, with every reason. */
export interface RefusedAddition {
  /** The file, or the override. */
  readonly what: string
  readonly problems: readonly AdditionProblem[]
}

/** Why nothing of what a site adds was read. */
export type NotRead =
  | 'no-worker' // the engine runs on the page, where a definition could stop it
  | 'too-slow' // one kept the engine busy, which was started again without
  | 'failed' // a fault of ours

/** What came of the additions. */
export interface AdditionsReport {
  readonly refused: readonly RefusedAddition[]
  /** Present where none is used, with the files concerned. */
  readonly notRead?: { readonly why: NotRead; readonly files: readonly string[] }
}
