import type { PendingMessage } from './room-line.ts'

/** What she sent, until it stands among the entries: `seq` once the server has taken it. */
export interface Unsettled extends PendingMessage {
  seq: number | null
}

export type PendingList = readonly Unsettled[]

export function addMessage(list: PendingList, { key, text }: { key: string; text: string }): PendingList {
  return [...list, { key, text, state: 'sending', reason: null, seq: null }]
}

export function changeMessage(list: PendingList, key: string, change: Partial<Unsettled>): PendingList {
  return list.map((message) => (message.key === key ? { ...message, ...change } : message))
}

/** The line is lost: what was under way waits, under the same key, since nobody knows whether it arrived. */
export function holdMessages(list: PendingList): PendingList {
  return list.map((message) =>
    message.state === 'sending' && message.seq === null ? { ...message, state: 'waiting' } : message,
  )
}

/** Messages that stand among the entries now are no longer pending. */
export function settleMessages(list: PendingList, upTo: number | null): PendingList {
  const open = list.filter(({ seq }) => seq === null || upTo === null || seq > upTo)
  return open.length === list.length ? list : open
}

/** Those that go by themselves once there is a line, in the order in which she said them. */
export function waitingMessages(list: PendingList): PendingList {
  return list.filter(({ state, seq }) => state === 'waiting' && seq === null)
}

/** A UUID of version 4, also on a page that came by plain http, where browsers withhold `crypto.randomUUID`. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
