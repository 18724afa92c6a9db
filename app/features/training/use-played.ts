import { useEffect, useRef, useState, type RefObject } from 'react'
import type { LessonView } from './lessons.server.ts'
import { playedSeconds, resumePosition } from './played.ts'
import type { Reports } from './use-reports.ts'

/** So often a film that plays tells where it is, in milliseconds: nobody loses more. */
const tellEvery = 5000

interface Playing {
  lesson: LessonView
  /** Where in the recording the lesson begins and ends, in seconds; a film of its own ends by itself. */
  begins: number
  ends: number | null
  reports: Reports
}

/**
 * Sets the film to where she stopped and tells what is played: every five seconds, when it stops, and as the page goes
 * away. Answers where it resumes, in seconds; 0 for its beginning.
 */
export function usePlayed(
  video: RefObject<HTMLVideoElement>,
  { lesson, begins, ends, reports }: Playing,
): number {
  const { key, seconds, position } = lesson
  const [resumeAt, setResumeAt] = useState(() => resumePosition({ position, seconds }))
  const { tell, tellLast, waitingAt } = reports
  // The film is set once: what is told meanwhile does not set it back.
  const first = useRef(position)
  useEffect(() => {
    const element = video.current
    if (element === null) return
    const start = resumePosition({ position: waitingAt(key) ?? first.current, seconds })
    setResumeAt(start)
    return follow(element, { key, seconds, begins, ends, start, tell, tellLast })
  }, [video, key, seconds, begins, ends, tell, tellLast, waitingAt])
  return resumeAt
}

interface Followed extends Pick<Playing, 'begins' | 'ends'>, Pick<Reports, 'tell' | 'tellLast'> {
  key: string
  seconds: number
  start: number
}

/** Begins where it is to begin and tells what is played, until it is called off. */
function follow(element: HTMLVideoElement, film: Followed): () => void {
  const { begins, ends, start, tell, tellLast } = film
  const stop = new AbortController()
  const { signal } = stop
  const played = () => element.played.length > 0
  const tellNow = () => {
    if (played()) tell(reportOf(element, film))
  }
  const tellAtLast = () => {
    if (played()) tellLast(reportOf(element, film))
  }
  const resume = () => {
    element.currentTime = begins + start
  }
  if (element.readyState >= HTMLMediaElement.HAVE_METADATA) resume()
  element.addEventListener('loadedmetadata', resume, { signal })
  element.addEventListener('pause', tellNow, { signal })
  const stopAtEnd = () => {
    if (ends !== null && element.currentTime >= ends) element.pause()
  }
  element.addEventListener('timeupdate', stopAtEnd, { signal })
  window.addEventListener('pagehide', tellAtLast, { signal })
  const hidden = () => {
    if (document.visibilityState === 'hidden') tellAtLast()
  }
  document.addEventListener('visibilitychange', hidden, { signal })
  const timer = setInterval(() => !element.paused && tellNow(), tellEvery)
  return () => {
    clearInterval(timer)
    stop.abort()
    tellNow()
  }
}

function reportOf(element: HTMLVideoElement, { key, seconds, begins }: Followed) {
  return {
    kind: 'played' as const,
    lesson: key,
    played: playedSeconds(element.played, { begins, seconds }),
    position: Math.max(0, Math.min(seconds, Math.floor(element.currentTime - begins))),
  }
}
