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

  #last: Launch | undefined

  /** The launch minted last. */
  get last(): Launch | undefined {
    return this.#last
  }

  /** Mints a launch id for a patient. */
  mint(patient: string, options: LaunchOptions = {}): string {
    const id = crypto.randomUUID()
    const launch: Launch = {
      encounter: undefined,
      needPatientBanner: true,
      ask: false,
      faults: [],
      fhirContext: [],
      ...options,
      patient,
    }
    this.#launches.set(id, launch)
    this.#last = launch
    return id
  }

  /** Looks at a launch without using it up. */
  look(id: string): Launch | undefined {
    return this.#launches.get(id)
  }

  /** Takes a launch: the second time there is none. */
  take(id: string): Launch | undefined {
    const launch = this.#launches.get(id)
    this.#launches.delete(id)
    return launch
  }
}
