const nowhere = 'http://nowhere.invalid'

/** Where a form may lead back to: a path of this site with its query, never another site's address. Else the front page. */
export function sameOriginPath(wish: string | undefined): string {
  if (wish === undefined || !wish.startsWith('/') || !URL.canParse(wish, nowhere)) return '/'
  const url = new URL(wish, nowhere)
  // `//host` and `/\host` are addresses of other sites, though they begin like a path.
  return url.origin === nowhere && !url.pathname.startsWith('//') ? url.pathname + url.search : '/'
}
