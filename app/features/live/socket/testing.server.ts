import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { beginSession, createPerson } from '#app/features/identity/index.server.ts'
import { mediaHooks } from '../media-hooks.server.ts'
import type { Answer, Ask, AskName, Tell } from '../room-wire.ts'
import { createRoom } from '../rooms.server.ts'
import type { EntryView } from '../timeline/timeline.ts'

/*
 * For tests: people, rooms on air, and pages that are connected to them.
 */

const actor = { kind: 'system', name: 'test' } as const

/** Somebody signed in; her cookie is what her browser would send. */
export async function makePerson(name = '城阳阿姨'): Promise<{ id: string; cookie: string }> {
  const made = await createPerson({ name }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const cookies = await beginSession(made.value.id, new Request('http://localhost/'))
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ')
  return { id: made.value.id, cookie }
}

let rooms = 0

/** A room with its host; on air unless it is not to be. */
export async function makeRoom({ open = true, onAir = true } = {}) {
  const slug = `room-${++rooms}`
  const host = await makePerson('王大姐')
  const made = await createRoom({ slug, title: slug, place: '红岛', hostId: host.id, open }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const recording = onAir ? await goOnAir(slug) : ''
  return { slug, id: made.value.id, host, broadcast: recording }
}

export async function goOnAir(slug: string): Promise<string> {
  return (await mediaHooks.openBroadcast({ channel: slug, at: Date.now() })).recording
}

export function goOffAir({ slug, broadcast }: { slug: string; broadcast: string }): Promise<void> {
  const ended = { at: Date.now(), durationSeconds: 1, reason: 'publisher-ended' as const }
  return mediaHooks.endBroadcast({ channel: slug, recording: broadcast, ...ended })
}

/** Opens pages on this port; `closeAll` closes those that are still open. */
export function pagesOn(port: () => number) {
  const lines: Socket[] = []
  function open(cookie?: string, headers: Record<string, string> = {}) {
    const line = io(`http://127.0.0.1:${port()}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { ...headers, ...(cookie === undefined ? {} : { cookie }) },
    })
    lines.push(line)
    return pageOf(line)
  }
  return {
    open,
    closeAll: () => {
      for (const line of lines.splice(0)) line.disconnect()
    },
  }
}

function pageOf(line: Socket) {
  const heard: EntryView[] = []
  const standings: Tell<'standing'>[] = []
  const states: Tell<'room'>[] = []
  const counts: Tell<'counts'>[] = []
  const offers: Tell<'offers'>[] = []
  const sales: Tell<'sales'>[] = []
  let news = 0
  line.on('entries', ({ entries }: Tell<'entries'>) => heard.push(...entries))
  line.on('standing', (standing: Tell<'standing'>) => standings.push(standing))
  line.on('room', (state: Tell<'room'>) => states.push(state))
  line.on('counts', (told: Tell<'counts'>) => counts.push(told))
  line.on('offers', (told: Tell<'offers'>) => offers.push(told))
  line.on('sales', (told: Tell<'sales'>) => sales.push(told))
  line.on('news', () => (news += 1))
  const ask = <Name extends AskName>(name: Name, input: Ask<Name>): Promise<Answer<Name>> =>
    line.timeout(8000).emitWithAck(name, input) as Promise<Answer<Name>>
  const say = (text: string, key: string = randomUUID()) => ask('say', { key, text })
  const enter = async (room: string, from: Partial<Ask<'enter'>> = {}) => {
    const entered = await ask('enter', { room, broadcast: null, after: null, ...from })
    if (!entered.ok) throw new Error(entered.reason)
    return entered.value
  }
  return { line, heard, standings, states, counts, offers, sales, news: () => news, ask, say, enter }
}

export async function until(holds: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 320; tries++) {
    if (holds()) return
    await sleep(25)
  }
  throw new Error(`not within eight seconds: ${what}`)
}

export const seqs = (entries: readonly EntryView[]) => entries.map(({ seq }) => seq)
export const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => from + place)
