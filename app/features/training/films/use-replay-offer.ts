import { useRef, useState, type FormEvent } from 'react'
import type { LessonMedia, ReplayOffer } from './films.ts'
import { foundIn, type FailedFind } from './found-replays.ts'
import { mediaPath } from './media-form.tsx'

interface Finding {
  offer: ReplayOffer | null
  busy: boolean
  /** Why nothing was found: what was offered before still is. */
  failed: FailedFind | null
  find: (press: FormEvent<HTMLFormElement>) => void
}

/**
 * The replays to choose from as the page was given them, and those that are looked for since: asked for beside the page, so that
 * nothing typed on it is lost. Without scripts the same form leads to the page of its own.
 */
export function useReplayOffer({ lesson, offer }: Pick<LessonMedia, 'lesson' | 'offer'>): Finding {
  const [found, setFound] = useState<ReplayOffer | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<FailedFind | null>(null)
  const asked = useRef(0)
  const find = (press: FormEvent<HTMLFormElement>) => {
    press.preventDefault()
    const turn = (asked.current += 1)
    const fields = new FormData(press.currentTarget, (press.nativeEvent as SubmitEvent).submitter)
    setBusy(true)
    void foundIn(ask(lesson, fields)).then((answer) => {
      if (turn !== asked.current) return
      setBusy(false)
      setFailed(typeof answer === 'string' ? answer : null)
      if (typeof answer !== 'string') setFound(answer)
    })
  }
  return { offer: found ?? offer, busy, failed, find }
}

function ask(lesson: string, fields: FormData): Promise<Response> {
  const texts = [...fields].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
  const query = new URLSearchParams(texts).toString()
  return fetch(`${mediaPath(lesson)}/state?${query}`, { cache: 'no-store', redirect: 'manual' })
}
