import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { singleton } from '#app/kernel/singleton.ts'
import type { Report, ReportAnswer } from './progress.ts'
import { enqueue, readQueue, settle, waitingPosition, type Queue } from './report-queue.ts'

/** Where what could not be told yet is sent. */
const address = '/learn/reports'
/** So often what waits is tried again, in milliseconds. */
const tryAgainEvery = 30_000
/** Says to the page that what waits is another. */
const changes = 'learn-reports-changed'

type NewReport = Report extends infer One ? (One extends Report ? Omit<One, 'id' | 'at'> : never) : never

export interface Reports {
  /** What is not told yet. Empty on the server and at first. */
  queue: Queue
  /** Adds a report and sends what waits. */
  tell: (report: NewReport) => void
  /** The same as the page goes away: the browser sends it by itself. */
  tellLast: (report: NewReport) => void
  /** Where she stopped in a film by what is not told yet; null where that says nothing. */
  waitingAt: (lesson: string) => number | null
}

/**
 * What this learner's pages have to tell, kept in the browser until it has arrived. It is sent at once, when the network
 * comes back, and every half minute; whenever a lesson is done by it, or answers have arrived, the page is asked anew.
 */
export function useReports(learner: string): Reports {
  const [queue, setQueue] = useState<Queue>([])
  const flush = useFlush(learner)
  useEffect(() => {
    const changed = () => setQueue(load(learner))
    const again = () => void flush()
    changed()
    again()
    window.addEventListener(changes, changed)
    window.addEventListener('online', again)
    const timer = setInterval(again, tryAgainEvery)
    return () => {
      window.removeEventListener(changes, changed)
      window.removeEventListener('online', again)
      clearInterval(timer)
    }
  }, [flush, learner])
  const tell = useCallback(
    (report: NewReport) => {
      addTo(learner, report)
      void flush()
    },
    [learner, flush],
  )
  const tellLast = useCallback(
    (report: NewReport) => {
      const body = new Blob([bodyOf(addTo(learner, report))], { type: 'application/json' })
      // It stays in the queue: whether it arrives nobody learns, and told twice it changes nothing.
      navigator.sendBeacon(address, body)
    },
    [learner],
  )
  const waitingAt = useCallback((lesson: string) => waitingPosition(load(learner), lesson), [learner])
  return { queue, tell, tellLast, waitingAt }
}

/** Sends what waits, one batch at a time, and has the page asked anew where that brings news. */
function useFlush(learner: string): () => Promise<void> {
  const { revalidate } = useRevalidator()
  const sending = useRef(false)
  const known = useRef(new Set<string>())
  return useCallback(async () => {
    const sent = load(learner)
    if (sending.current || sent.length === 0) return
    sending.current = true
    try {
      const { dealtWith, done } = await send(sent)
      save(learner, settle(load(learner), dealtWith))
      const answered = sent.some(({ id, kind }) => kind !== 'played' && dealtWith.includes(id))
      const news = done.some((lesson) => !known.current.has(lesson))
      for (const lesson of done) known.current.add(lesson)
      if (answered || news) revalidate()
    } finally {
      sending.current = false
    }
  }, [learner, revalidate])
}

/** Adds a report to what waits; a form that could not be sent does so from outside a page's components. */
export function addTo(learner: string, report: NewReport): Queue {
  const all = enqueue(load(learner), { ...report, id: newId(), at: Date.now() })
  save(learner, all)
  return all
}

/** Nothing is dealt with where the line is down or the server is not well. */
async function send(queue: Queue): Promise<ReportAnswer> {
  const nothing = { dealtWith: [], done: [] }
  try {
    const headers = { 'Content-Type': 'application/json' }
    const body = bodyOf(queue)
    // The browser finishes a small request even where she leaves the page; a larger one it refuses.
    const keepalive = body.length < 20_000
    const answer = await fetch(address, { method: 'POST', headers, body, keepalive })
    if (!answer.ok || answer.redirected) return nothing
    return (await answer.json()) as ReportAnswer
  } catch {
    return nothing
  }
}

function bodyOf(queue: Queue): string {
  return JSON.stringify({ sentAt: Date.now(), reports: queue.slice(0, 100) })
}

/** Unlike a uuid it can be made on a page without HTTPS too. */
function newId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
}

function nameOf(learner: string): string {
  return `learn-reports:${learner}`
}

/** Where the browser keeps nothing for us (a private window, a full disk): as long as the page is open. */
function kept(): Map<string, string> {
  return singleton('waiting-reports', () => new Map<string, string>())
}

/** What waits to be told. */
function load(learner: string): Queue {
  const name = nameOf(learner)
  try {
    return readQueue(kept().get(name) ?? localStorage.getItem(name))
  } catch {
    return []
  }
}

function save(learner: string, queue: Queue): void {
  const name = nameOf(learner)
  const text = JSON.stringify(queue)
  try {
    if (queue.length === 0) localStorage.removeItem(name)
    else localStorage.setItem(name, text)
    kept().delete(name)
  } catch {
    kept().set(name, text)
  }
  window.dispatchEvent(new Event(changes))
}
