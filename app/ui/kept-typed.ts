/*
 * What somebody has typed and not sent yet, kept on this device under a name that begins with hers (`Me.tag`). Signing out
 * forgets it; a session that ends by itself does not, since she comes back for it. A browser that is full or keeps
 * nothing goes on without: the page itself still has what she typed.
 */

const prefix = 'typed/'

export function keptTyped(name: string): string | null {
  return attempt(() => localStorage.getItem(prefix + name)) ?? null
}

export function keepTyped(name: string, text: string): void {
  attempt(() => localStorage.setItem(prefix + name, text))
}

export function forgetTyped(name: string): void {
  attempt(() => localStorage.removeItem(prefix + name))
}

/** The names of all that is kept here, whoever's it is. */
export function namesOfTyped(): string[] {
  const names = attempt(() => Object.keys(localStorage)) ?? []
  return names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
}

/** For signing out: nothing of hers stays for whoever has this device next. */
export function forgetAllTyped(person: string): void {
  for (const name of namesOfTyped()) if (name.startsWith(`${person}/`)) forgetTyped(name)
}

function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
