import { useRef, useState, type FormEvent } from 'react'
import type { LessonMedia, ReplayOffer } from './films.ts'
import { mediaPath } from './media-form.tsx'

interface Finding {
  offer: ReplayOffer | null
  busy: boolean
  /** Without network, or signed out: what was offered before still is. */
  failed: boolean
  find: (press: FormEvent<HTMLFormElement>) => void
}

/**
 * The replays to choose from as the page was given them, and those that are looked for since: asked for beside the page, so that
 * nothing typed on it is lost. Without scripts the same form leads to the page of its own.
 */
export function useReplayOffer({ lesson, offer }: Pick<LessonMedia, 'lesson' | 'offer'>): Finding {
  const [found, setFound] = useState<ReplayOffer | null>(null)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)
  const asked = useRef(0)
  const find = (press: FormEvent<HTMLFormElement>) => {
    press.preventDefault()
    const turn = (asked.current += 1)
    const fields = new FormData(press.currentTarget, (press.nativeEvent as SubmitEvent).submitter)
    setBusy(true)
    void ask(lesson, fields)
      .catch(() => null)
      .then((answer) => {
        if (turn !== asked.current) return
        setBusy(false)
        setFailed(answer === null)
        if (answer !== null) setFound(answer)
      })
  }
  return { offer: found ?? offer, busy, failed, find }
}

async function ask(lesson: string, fields: FormData): Promise<ReplayOffer | null> {
  const texts = [...fields].map(([name, value]) => [name, typeof value === 'string' ? value : ''])
  const query = new URLSearchParams(texts).toString()
  const answer = await fetch(`${mediaPath(lesson)}/state?${query}`, { cache: 'no-store', redirect: 'error' })
  return answer.ok ? ((await answer.json()) as LessonMedia).offer : null
}
