/** Which page of a list the address asks for (`?page=2`); the first, 0, where it asks for none that could be. */
export function pageNumber(request: Request): number {
  const asked = Number(new URL(request.url).searchParams.get('page') ?? 0)
  return Number.isInteger(asked) && asked >= 0 && asked < 100_000 ? asked : 0
}

/** The moment before which a list is asked for (`?before=2026-11-24T08:00:00.000Z`); undefined for its newest. */
export function momentAsked(request: Request): Date | undefined {
  const text = new URL(request.url).searchParams.get('before')
  const moment = text === null ? NaN : Date.parse(text)
  // A year that no column can keep leads to the newest as well.
  return moment > 0 && moment < 253_402_300_800_000 ? new Date(moment) : undefined
}
