/*
 * What somebody has typed and not sent yet, kept on this device under a name that begins with hers (`Me.tag`), behind a
 * first line with the address of the page that shows it. Signing out forgets it; a session that ends by itself does not, since
 * she comes back for it. Where a browser is full or keeps nothing, only the page itself still has what she typed, and says so.
 */

const prefix = 'typed/'

export interface Typed {
  text: string
  /** Of the page on which she finds it; null where an older version of ours has kept the text alone, in one line. */
  address: string | null
}

export function keptTyped(name: string): Typed | null {
  const kept = attempt(() => localStorage.getItem(prefix + name)) ?? null
  if (kept === null) return null
  const end = kept.indexOf('\n')
  return { text: kept.slice(end + 1), address: end < 0 ? null : kept.slice(0, end) }
}

/** Whether it is kept: what was kept before under this name stays where it is not. */
export function keepTyped(name: string, { text, address }: { text: string; address: string }): boolean {
  const kept = attempt(() => {
    localStorage.setItem(prefix + name, `${address}\n${text}`)
    return true
  })
  return kept ?? false
}

export function forgetTyped(name: string): void {
  attempt(() => localStorage.removeItem(prefix + name))
}

/** The names of all that is kept here, whoever's it is. */
export function namesOfTyped(): string[] {
  const names = attempt(() => Object.keys(localStorage)) ?? []
  return names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
}

/** The names of all that is kept here of hers. */
export function namesOfTypedBy(person: string): string[] {
  return namesOfTyped().filter((name) => name.startsWith(`${person}/`))
}

/** For signing out: nothing of hers stays for whoever has this device next. */
export function forgetAllTyped(person: string): void {
  for (const name of namesOfTypedBy(person)) forgetTyped(name)
}

function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
