/** Media bytes that cannot be what they claim to be. `reason` names the part at fault, for the publisher's page and the log. */
export class MalformedMediaError extends Error {
  readonly reason: string

  constructor(reason: string, detail: string) {
    super(`${reason}: ${detail}`)
    this.name = 'MalformedMediaError'
    this.reason = reason
  }
}
