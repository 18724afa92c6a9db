import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server, type Socket } from 'socket.io'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { mostEntries, type Ask, type Entered } from '../room-wire.ts'
import { noOffers } from '../selling/offers.ts'
import type { EntryView } from '../timeline/timeline.ts'
import { RoomLineClient } from './room-line-client.ts'
import { beginLine } from './room-line-state.ts'
import { openRoomSocket } from './room-socket.ts'

const broadcast = '01890000-0000-7000-8000-000000000001'
const stranger = {
  signedIn: true,
  moderates: false,
  follows: false,
  silencedUntil: null,
  silencedWhy: null,
}
const http = createServer()
const io = new Server(http, { transports: ['websocket'] })
let url = ''
/** The other side, as simple as it can be: a list, and keys that it has taken. */
let timeline: EntryView[] = []
let taken = new Map<string, number>()
let heardKeys: string[] = []
let onSay: (socket: Socket, key: string) => 'answer' | 'cut' | 'refuse' = () => 'answer'
const clients: RoomLineClient[] = []
const storage = new Map<string, string>()

beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  io.on('connection', (socket) => {
    socket.on('enter', ({ after }: Ask<'enter'>, answer: (value: unknown) => void) =>
      answer({ ok: true, value: entered(after ?? Math.max(0, timeline.length - 50)) }),
    )
    socket.on('catchUp', ({ after }: Ask<'catchUp'>, answer: (value: unknown) => void) =>
      answer({ ok: true, value: { entries: pageAfter(after), last: timeline.length } }),
    )
    socket.on('say', ({ key, text }: Ask<'say'>, answer: (value: unknown) => void) => {
      heardKeys.push(key)
      const what = onSay(socket, key)
      if (what === 'refuse') return answer({ ok: false, reason: 'repeated' })
      const seq = taken.get(key) ?? add(text).seq
      taken.set(key, seq)
      if (what === 'cut') return socket.conn.close()
      answer({ ok: true, value: { seq } })
      io.emit('entries', { broadcast, entries: timeline.slice(seq - 1, seq) })
    })
  })
})

beforeEach(() => {
  timeline = []
  taken = new Map()
  heardKeys = []
  onSay = () => 'answer'
  storage.clear()
  const sessionStorage = {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => storage.set(key, value),
    removeItem: (key: string) => storage.delete(key),
  }
  vi.stubGlobal('window', Object.assign(new EventTarget(), { sessionStorage }))
  vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false }))
})

afterEach(() => {
  for (const client of clients.splice(0)) client.stop()
  vi.unstubAllGlobals()
})

afterAll(() => io.close())

function add(text: string): EntryView {
  const seq = timeline.length + 1
  const entry: EntryView = {
    kind: 'chat',
    seq,
    at: seq,
    by: { name: '海风', picture: null, role: 'viewer' },
    text,
  }
  timeline.push(entry)
  return entry
}

function pageAfter(after: number): EntryView[] {
  return timeline.slice(after, after + mostEntries)
}

function entered(after: number): Entered {
  return {
    state: 'on-air',
    broadcast: { id: broadcast, startedAt: 0 },
    entries: pageAfter(after),
    offers: noOffers,
    sales: null,
    counts: { viewers: 1, likes: 0, last: timeline.length },
    rules: { slowSeconds: 0, followersOnly: false },
    standing: stranger,
  }
}

function open(): RoomLineClient {
  const client = new RoomLineClient({
    room: 'harbour',
    beginning: beginLine({ broadcast, standing: stranger }),
    onNews: () => undefined,
    load: () => Promise.resolve((events) => openRoomSocket(events, url)),
  })
  clients.push(client)
  client.start()
  return client
}

const shownBy = (client: RoomLineClient) => client.snapshot().order.shown.map(({ seq }) => seq)

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !holds(); tries++) await sleep(20)
  expect(holds()).toBe(true)
}

test('what the server took before the line broke is not said twice', async () => {
  const client = open()
  await until(() => client.snapshot().status === 'open')
  onSay = (_socket, key) => (heardKeys.filter((heard) => heard === key).length === 1 ? 'cut' : 'answer')
  client.say('大姐好')
  await until(() => client.snapshot().pending.length === 0)
  expect(new Set(heardKeys).size).toBe(1)
  expect(heardKeys.length).toBe(2)
  expect(timeline).toHaveLength(1)
  await until(() => shownBy(client).length === 1)
})

test('what was said while the page was away is fetched page by page, once and in order', async () => {
  const client = open()
  await until(() => client.snapshot().status === 'open')
  io.disconnectSockets(true)
  for (let message = 1; message <= 650; message++) add(`第${message}句`)
  await until(() => client.snapshot().order.upTo === 650)
  expect(shownBy(client)).toEqual(Array.from({ length: 300 }, (_, place) => 351 + place))
})

test('a batch that never came is asked for', async () => {
  const client = open()
  await until(() => client.snapshot().status === 'open')
  for (const text of ['一', '二', '三', '四']) add(text)
  io.emit('entries', { broadcast, entries: timeline.slice(3) })
  await until(() => shownBy(client).length === 4)
  expect(shownBy(client)).toEqual([1, 2, 3, 4])
})

test('entries that the last batch left out are asked for when the count says so', async () => {
  const client = open()
  await until(() => client.snapshot().status === 'open')
  add('一')
  io.emit('counts', { broadcast, viewers: 1, likes: 0, last: 1 })
  await until(() => shownBy(client).length === 1)
})

test('what does not fit the wire is passed over', async () => {
  const client = open()
  await until(() => client.snapshot().status === 'open')
  io.emit('entries', { broadcast, entries: [{ kind: 'chat', seq: 'one' }] })
  io.emit('counts', null)
  add('一')
  io.emit('entries', { broadcast, entries: timeline })
  await until(() => shownBy(client).length === 1)
})

test('a page that is loaded anew sends what the old one could not, under the same key', async () => {
  const before = open()
  await until(() => before.snapshot().status === 'open')
  onSay = () => 'cut'
  before.say('断网时说的')
  await until(() => heardKeys.length > 0)
  before.stop()
  onSay = () => 'answer'
  const after = open()
  await until(() => heardKeys.length > 1 && after.snapshot().pending.length === 0)
  expect(new Set(heardKeys).size).toBe(1)
  expect(timeline.map((entry) => (entry.kind === 'chat' ? entry.text : null))).toEqual(['断网时说的'])
})

test('a message that is refused stays with its reason until she decides', async () => {
  const client = open()
  await until(() => client.snapshot().status === 'open')
  onSay = () => 'refuse'
  client.say('买买买')
  await until(() => client.snapshot().pending[0]?.state === 'refused')
  expect(client.snapshot().pending).toMatchObject([{ text: '买买买', reason: 'repeated' }])
  onSay = () => 'answer'
  client.retry(client.snapshot().pending[0]?.key ?? '')
  await until(() => client.snapshot().pending.length === 0)
  expect(timeline).toHaveLength(1)
})
