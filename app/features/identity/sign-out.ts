import { forgetAllTyped } from '#app/ui/kept-typed.ts'

/**
 * Signs out here, and only then forgets what she has typed and not sent: without network she is still signed in and
 * keeps it. Answers whether she is out.
 */
export async function signOutHere(person: string): Promise<boolean> {
  const answer = await fetch('/sign-out', { method: 'POST', redirect: 'manual' }).catch(() => null)
  // Led on to another page, as whoever has signed out is.
  const isOut = answer?.type === 'opaqueredirect'
  if (isOut) forgetAllTyped(person)
  return isOut
}
