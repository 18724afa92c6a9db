import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import { singleton } from '#app/kernel/singleton.ts'
import { forgetDraft, keeping } from './kept-draft.ts'
import type { LessonStart } from './lesson-start.ts'
import { LessonSaver } from './lesson-saver.ts'
import { sendInTurn } from './send-lesson.ts'

interface SavingOptions {
  start: LessonStart
  form: RefObject<HTMLFormElement | null>
  /** Saves by itself a few seconds after she has typed. */
  auto: boolean
  /** Fields that are kept beside the form's own, by name. */
  more?: () => Record<string, string>
}

/**
 * Saves a lesson's form without leaving the page, by itself where it may, and keeps in the browser what the server does
 * not have. Whoever would overwrite what she has not seen is asked first.
 */
export function useSaving({ start, form, auto, more }: SavingOptions) {
  const moreNow = useRef(more)
  useEffect(() => {
    moreNow.current = more
  }, [more])
  const [saver] = useState(() => {
    const { keepAs, address, base, began, conflict } = start
    const fields = () =>
      form.current === null ? null : { ...plainFields(form.current), ...moreNow.current?.() }
    return new LessonSaver({
      ...{ base, began, conflict, auto },
      send: (now) => sendInTurn(`${address}/save`, formOf(form.current, { base: now, page: pageName() })),
      ...keeping(keepAs, { page: pageName, fields }),
    })
  })
  useEffect(() => {
    const { start: begin, stop, online } = saver
    begin()
    window.addEventListener('online', online)
    return () => {
      window.removeEventListener('online', online)
      stop()
    }
  }, [saver])
  const view = useSyncExternalStore(saver.subscribe, saver.view, saver.view)
  return {
    ...view,
    ...{ save: saver.save, saveOver: saver.saveOver, changed: saver.changed, address: start.address },
    /** Hers is given up, and the page shows what is saved. */
    giveUp: useCallback(() => {
      saver.stop()
      forgetDraft(start.keepAs)
      window.location.reload()
    }, [saver, start]),
  }
}

export type Saving = ReturnType<typeof useSaving>

function formOf(form: HTMLFormElement | null, fields: Record<string, string>): FormData {
  const sent = form === null ? new FormData() : new FormData(form)
  for (const [name, value] of Object.entries(fields)) sent.set(name, value)
  return sent
}

function plainFields(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}

/**
 * One name for as long as the browser has this page open, whatever she opens in it meanwhile: coming back to a lesson,
 * she is the one whose save was still under way when she left. Made as `crypto.randomUUID`, and also without HTTPS.
 */
function pageName(): string {
  return singleton('editor-page', () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    ),
  )
}
