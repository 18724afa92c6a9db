import type { SayRefusal } from '../room-wire.ts'
import type { PendingList } from './pending-messages.ts'

/*
 * What she said and what she is still writing outlives a reload and a sign-in: it is kept in this tab, and nowhere
 * else. Some browsers refuse storage altogether: then it lives as long as the page.
 */

interface Kept {
  key: string
  text: string
  reason: SayRefusal | 'failed' | null
}

export function keepMessages(broadcast: string, pending: PendingList): void {
  const kept = pending
    .filter(({ seq }) => seq === null)
    .map(({ key, text, reason }): Kept => ({ key, text, reason }))
  if (kept.length === 0) storage()?.removeItem(messagesKey(broadcast))
  else write(messagesKey(broadcast), JSON.stringify(kept))
}

/** Those that were refused wait for her; the others go as soon as there is a line. */
export function keptMessages(broadcast: string): PendingList {
  const text = storage()?.getItem(messagesKey(broadcast))
  return readKept(text ?? '[]').map((kept) => ({
    ...kept,
    state: kept.reason === null ? 'waiting' : 'refused',
    seq: null,
  }))
}

export function keepDraft(room: string, text: string): void {
  if (text === '') storage()?.removeItem(draftKey(room))
  else write(draftKey(room), text)
}

export function keptDraft(room: string): string {
  return storage()?.getItem(draftKey(room)) ?? ''
}

function messagesKey(broadcast: string): string {
  return `chat-unsent:${broadcast}`
}

function draftKey(room: string): string {
  return `chat-draft:${room}`
}

function readKept(text: string): Kept[] {
  try {
    const kept: unknown = JSON.parse(text)
    return Array.isArray(kept) ? kept.filter(isKept) : []
  } catch {
    return []
  }
}

function isKept(value: unknown): value is Kept {
  const kept = value as Partial<Kept> | null
  return typeof kept?.key === 'string' && typeof kept.text === 'string'
}

function write(key: string, text: string): void {
  try {
    storage()?.setItem(key, text)
  } catch {
    // Full: then it lives as long as the page.
  }
}

function storage(): Storage | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}
