/** Which page of a list the address asks for (`?page=2`); the first, 0, where it asks for none that could be. */
export function pageNumber(request: Request): number {
  const asked = Number(new URL(request.url).searchParams.get('page') ?? 0)
  return Number.isInteger(asked) && asked >= 0 && asked < 100_000 ? asked : 0
}
