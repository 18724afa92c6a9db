/** Which page of a list the address asks for (`?page=2`); the first, 0, where it asks for none that could be. */
export function pageNumber(request: Request): number {
  const asked = Number(new URL(request.url).searchParams.get('page') ?? 0)
  return Number.isInteger(asked) && asked >= 0 && asked < 100_000 ? asked : 0
}

/** Where a page of a list stopped that is sorted by a moment: of those that share one, the id tells which were shown. */
export interface PlaceInList {
  at: Date
  id: string
}

/** A place as addresses carry it: `2026-11-24T08:00:00.000Z~0190a1b2-…`. */
export function placeText({ at, id }: PlaceInList): string {
  return `${at.toISOString()}~${id}`
}

/** The place behind which a list is asked for (`?before=`); undefined for its newest, and for what is no place. */
export function placeAsked(request: Request): PlaceInList | undefined {
  const [moment = '', id = ''] = (new URL(request.url).searchParams.get('before') ?? '').split('~')
  const at = readMoment(moment)
  return at && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? { at, id } : undefined
}

/** The moment before which a list is asked for (`?before=2026-11-24T08:00:00.000Z`); undefined for its newest. */
export function momentAsked(request: Request): Date | undefined {
  return readMoment(new URL(request.url).searchParams.get('before') ?? '')
}

function readMoment(text: string): Date | undefined {
  const moment = Date.parse(text)
  // A year that no column can keep leads to the newest as well.
  return moment > 0 && moment < 253_402_300_800_000 ? new Date(moment) : undefined
}
