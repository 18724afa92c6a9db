/** What each refusal about an event says, as a text key. */
export function eventRefusal(reason: string): string {
  return `events:refused.${reason}`
}
