/** What the chart knows when it opens an app, kept behind an opaque launch id. */
export interface Launch {
  readonly patient: string
  readonly encounter: string | undefined
  /** False where the chart shows the patient's name itself. */
  readonly needPatientBanner: boolean
  /** Whether to ask the user before granting, as a standalone launch does. */
  readonly ask: boolean
  /** Faults, by name, for everything that follows from this launch. */
  readonly faults: readonly string[]
  /** References handed to the app as `fhirContext`. */
  readonly fhirContext: readonly { readonly reference: string; readonly role?: string }[]
}

/** What one may choose when minting a launch. */
export type LaunchOptions = Partial<Omit<Launch, 'patient'>>

/** Launch ids, each good for one use. */
export class Launches {
  readonly #launches = new Map<string, Launch>()

  /** Mints a launch id for a patient. */
  mint(patient: string, options: LaunchOptions = {}): string {
    const id = crypto.randomUUID()
    this.#launches.set(id, {
      encounter: undefined,
      needPatientBanner: true,
      ask: false,
      faults: [],
      fhirContext: [],
      ...options,
      patient,
    })
    return id
  }

  /** Takes a launch: the second time there is none. */
  take(id: string): Launch | undefined {
    const launch = this.#launches.get(id)
    this.#launches.delete(id)
    return launch
  }
}
