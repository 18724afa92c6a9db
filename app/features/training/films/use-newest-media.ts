import { useCallback, useEffect, useState } from 'react'
import type { LessonMedia } from './films.ts'
import { mediaPath } from './media-form.tsx'

const lookAgain = 2000

/**
 * A lesson's film as the page was given it, and as it stands while it is prepared: the server is asked every two seconds, and
 * whoever has no network for a while loses nothing.
 */
export function useNewestMedia(first: LessonMedia): { media: LessonMedia; look: () => void } {
  const [seen, setSeen] = useState({ first, media: first })
  // What the page was given anew is newer than what was asked for.
  if (seen.first !== first) setSeen({ first, media: first })
  const media = seen.first === first ? seen.media : first
  const look = useCallback(() => {
    ask(first.lesson).then(
      (newest) => newest && setSeen((before) => ({ ...before, media: newest })),
      // Without network for a while: what has happened meanwhile is asked for again.
      () => setTimeout(look, lookAgain),
    )
  }, [first.lesson])
  const waits = media.underWay?.state === 'preparing'
  useEffect(() => {
    if (!waits) return
    const timer = setInterval(look, lookAgain)
    return () => clearInterval(timer)
  }, [waits, look])
  return { media, look }
}

/** Null where the lesson is no draft's any more, or she is signed out. */
async function ask(lesson: string): Promise<LessonMedia | null> {
  const answer = await fetch(`${mediaPath(lesson)}/state`, { cache: 'no-store', redirect: 'error' })
  return answer.ok ? ((await answer.json()) as LessonMedia) : null
}
