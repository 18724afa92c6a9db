import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { forgetDraft, keepDraft } from './kept-draft.ts'

/** What an action answers to a lesson that is saved. */
export type SaveAnswer =
  | { saved: { revision: number; at: number } }
  | (FormReply & {
      /** Somebody else has saved meanwhile: what stands now is of this revision. */
      current?: number
    })

export type Standing = 'as-saved' | 'unsaved' | 'saving' | 'offline' | 'refused' | 'conflict'

interface SavingOptions {
  /** The name under which this browser keeps what is not saved yet. */
  keepAs: string
  /** Of the lesson as the form began with it. */
  revision: number
  /** What stands now, where that is another: somebody has saved since. */
  current: number
  /** The form begins with what was kept: not saved yet. */
  began: 'as-saved' | 'kept'
  form: RefObject<HTMLFormElement | null>
  /** Saves by itself a few seconds after she has typed. */
  auto: boolean
  /** Fields beside the form's own, by name. */
  more?: () => Record<string, string>
}

const pauseMs = 4000

/** What has happened to the form since it was opened; it changes without the page being drawn anew. */
interface Progress {
  revision: number
  /** Of what stands on the server. */
  theirs: number
  changes: number
  /** So many of the changes were in what was sent last. */
  sent: number
}

/**
 * Saves a lesson's form without leaving the page, by itself where it may, and keeps in the browser what the server does
 * not have. Whoever would overwrite another lecturer's work is asked first.
 */
export function useSaving(options: SavingOptions) {
  const { revision, current, began, auto, keepAs } = options
  const isStale = began === 'kept' && current !== revision
  const [standing, setStanding] = useState<Standing>(
    began === 'as-saved' ? 'as-saved' : isStale ? 'conflict' : 'unsaved',
  )
  const progress = useRef({ revision, theirs: current, changes: began === 'kept' ? 1 : 0, sent: 0 })
  const { answer, send } = useSending(options, progress)
  const save = useCallback(() => {
    setStanding('saving')
    send()
  }, [send])
  const keep = useKeeping(options, progress)
  const wait = useWaiting(save, auto)
  const at = useAnswer({ answer, progress, keep, wait, keepAs }, setStanding)
  useWhenOnline(standing === 'offline', save)
  // What was kept is saved like what has just been typed.
  useEffect(() => {
    if (began === 'kept' && !isStale) wait.begin()
  }, [began, isStale, wait])
  return {
    ...{ standing, save, at },
    reply: answer === undefined || 'saved' in answer ? undefined : answer,
    changed: useCallback(() => {
      progress.current.changes += 1
      keep()
      setStanding((before) => (before === 'conflict' ? before : 'unsaved'))
      wait.begin()
    }, [keep, wait]),
    /** Hers stands from now on, in the place of what the other has saved. */
    saveOver: () => {
      progress.current.revision = progress.current.theirs
      save()
    },
    /** Hers is given up, and the page shows what is saved. */
    giveUp: () => {
      wait.end()
      forgetDraft(keepAs)
      window.location.reload()
    },
  }
}

function useSending({ form }: SavingOptions, progress: RefObject<Progress>) {
  const { data, submit } = useFetcher<SaveAnswer>()
  const send = useCallback(() => {
    if (form.current === null || progress.current === null) return
    const sent = new FormData(form.current)
    sent.set('revision', String(progress.current.revision))
    sent.set('quiet', 'on')
    progress.current.sent = progress.current.changes
    submit(sent, { method: 'post' })
  }, [form, progress, submit])
  return { answer: data, send }
}

function useKeeping({ keepAs, form, more }: SavingOptions, progress: RefObject<Progress>): () => void {
  return useCallback(() => {
    const fields = { ...plainFields(form.current), ...more?.() }
    keepDraft(keepAs, { revision: progress.current?.revision ?? 0, fields })
  }, [form, keepAs, more, progress])
}

interface Waiting {
  begin: () => void
  end: () => void
}

/** Saves once nothing has been typed for a while. */
function useWaiting(save: () => void, auto: boolean): Waiting {
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])
  return useMemo(() => {
    const end = () => clearTimeout(timer.current)
    const begin = () => {
      end()
      if (auto) timer.current = setTimeout(save, pauseMs)
    }
    return { begin, end }
  }, [auto, save])
}

/** Takes in what the server has answered; the moment of the last saving, in ms. */
function useAnswer(
  {
    answer,
    progress,
    keep,
    wait,
    keepAs,
  }: {
    answer: SaveAnswer | undefined
    progress: RefObject<Progress>
    keep: () => void
    wait: Waiting
    keepAs: string
  },
  setStanding: (standing: Standing) => void,
): number | null {
  const taken = useRef<SaveAnswer>()
  useEffect(() => {
    const now = progress.current
    if (answer === undefined || now === null || taken.current === answer) return
    taken.current = answer
    if (!('saved' in answer)) {
      now.theirs = answer.current ?? now.theirs
      return setStanding(standingAfter(answer))
    }
    now.revision = answer.saved.revision
    if (now.changes === now.sent) {
      wait.end()
      forgetDraft(keepAs)
      return setStanding('as-saved')
    }
    keep()
    wait.begin()
    setStanding('unsaved')
  }, [answer, keep, keepAs, progress, setStanding, wait])
  return answer !== undefined && 'saved' in answer ? answer.saved.at : null
}

function standingAfter(refused: Exclude<SaveAnswer, { saved: unknown }>): Standing {
  if (refused.current !== undefined) return 'conflict'
  return errorsOf(refused)?.includes('common:form.offline') ? 'offline' : 'refused'
}

function useWhenOnline(waits: boolean, save: () => void): void {
  useEffect(() => {
    if (!waits) return
    window.addEventListener('online', save)
    return () => window.removeEventListener('online', save)
  }, [save, waits])
}

export type Saving = ReturnType<typeof useSaving>

function plainFields(form: HTMLFormElement | null): Record<string, string> {
  if (form === null) return {}
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
