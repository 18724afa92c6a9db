import { sessionStorage } from './sessions.server.ts'

/** The `Cookie` header of a browser in which this person is signed in; `device` is what she sees it called. */
export async function signedInCookie(personId: string, device = 'test'): Promise<string> {
  const session = await sessionStorage().getSession()
  session.set('personId', personId)
  session.set('device', device)
  return (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
}
