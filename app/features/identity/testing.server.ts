import { sessionStorage } from './sessions.server.ts'

/** The `Cookie` header of a browser in which this person is signed in, for tests that call a route. */
export async function signedInCookie(personId: string): Promise<string> {
  const session = await sessionStorage().getSession()
  session.set('personId', personId)
  session.set('device', 'test')
  return (await sessionStorage().commitSession(session)).split(';')[0] ?? ''
}
