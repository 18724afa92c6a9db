import type { LessonMedia, ReplayOffer } from './films.ts'

/** Why a search for replays found nothing. */
export type FailedFind = 'offline' | 'signed-out' | 'gone' | 'not-taken'

/** The part of a `Response` that is read. */
type Answer = Pick<Response, 'type' | 'status' | 'ok' | 'json'>

/** The replays that a search is answered; why there are none where it was not heard or not understood. */
export async function foundIn(asked: Promise<Answer>): Promise<ReplayOffer | FailedFind> {
  try {
    const answer = await asked
    // Whoever is not signed in any more is led to sign in.
    if (answer.type === 'opaqueredirect') return 'signed-out'
    if (answer.status === 404) return 'gone'
    if (!answer.ok) return 'not-taken'
    return ((await answer.json()) as LessonMedia).offer ?? 'gone'
  } catch {
    return 'offline'
  }
}
