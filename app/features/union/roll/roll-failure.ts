/** Why an import came to nothing, as keys of texts. */
export const rollFailures = ['unreadable', 'empty', 'too-many-rows', 'too-big', 'no-rights'] as const
export type RollFailureReason = (typeof rollFailures)[number]

/** Ends an import for good: a repetition would come to the same. Survives the way out of a worker by its message alone. */
export class RollFailure extends Error {
  override name = 'RollFailure'

  readonly reason: RollFailureReason

  constructor(reason: RollFailureReason) {
    super(`roll-failure:${reason}`)
    this.reason = reason
  }
}

/** The reason of a failure that came from here or out of a worker; null for any other error. */
export function failureOf(error: unknown): RollFailureReason | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return 'too-big'
  const said = /^roll-failure:(.*)$/.exec(error.message)?.[1]
  return rollFailures.find((reason) => reason === said) ?? null
}
