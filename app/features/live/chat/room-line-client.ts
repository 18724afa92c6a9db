import type { Answer, Ask, AskName } from '../room-wire.ts'
import { keepMessages, keptMessages } from './kept-words.ts'
import { LikeCounter } from './like-counter.ts'
import { newKey, waitingMessages } from './pending-messages.ts'
import { lastOf, missing, nextLine, type LineEvent, type RoomLineState } from './room-line-state.ts'
import type { RoomSocket, SocketEvents, Told } from './room-socket.ts'
import { sendMessage } from './send-message.ts'

export type OpenSocket = (events: SocketEvents) => RoomSocket

export interface RoomLineOptions {
  room: string
  beginning: RoomLineState
  /** The room began, was interrupted or ended, or stands otherwise than the page shows: time to ask the loader. */
  onNews: () => void
  load: () => Promise<OpenSocket>
}

const batchDueWithin = 1500
const tryAgainAfter = 2000
const probeWithin = 3000

/** Keeps a page's line to a room: enters, fills holes, sends what waits, comes back after every loss. */
export class RoomLineClient {
  readonly #options: RoomLineOptions
  readonly #listeners = new Set<() => void>()
  readonly #likes = new LikeCounter((count) => this.#socket?.like(count))
  readonly #closing = new AbortController()
  #state: RoomLineState
  #wanted: string | null
  #socket: RoomSocket | null = null
  #filling = false
  #sending = false
  #dueTimer: ReturnType<typeof setTimeout> | undefined
  #againTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: RoomLineOptions) {
    this.#options = options
    this.#wanted = options.beginning.broadcast
    this.#state = options.beginning
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): RoomLineState => this.#state

  start(): void {
    const { signal } = this.#closing
    window.addEventListener('online', () => this.#wake(), { signal })
    window.addEventListener('offline', () => this.#lose(), { signal })
    document.addEventListener('visibilitychange', () => document.hidden || this.#wake(), { signal })
    this.#restoreMessages()
    void this.#open()
  }

  stop(): void {
    this.#closing.abort()
    clearTimeout(this.#dueTimer)
    clearTimeout(this.#againTimer)
    this.#likes.stop()
    this.#socket?.close()
    this.#socket = null
    this.#listeners.clear()
  }

  /** The page's loader has learned of another broadcast, or that none runs. */
  show(broadcast: string | null): void {
    if (this.#wanted === broadcast) return
    this.#wanted = broadcast
    if (this.#state.broadcast !== broadcast) void this.#enter()
  }

  say(text: string): void {
    const said = text.trim()
    if (said === '') return
    const key = newKey()
    this.#dispatch({ type: 'said', key, text: said })
    this.retry(key)
  }

  retry(key: string): void {
    this.#dispatch({ type: 'changed', key, change: { state: 'waiting', reason: null } })
    void this.#sendWaiting()
  }

  discard(key: string): void {
    this.#dispatch({ type: 'discarded', key })
  }

  like(): void {
    this.#likes.add()
    this.#dispatch({ type: 'liked', count: 1 })
  }

  renew(): void {
    // She has just signed in: what she says now waits for the new line instead of asking her once more.
    this.#dispatch({ type: 'standing', standing: { ...this.#state.standing, signedIn: true } })
    this.#socket?.reconnect()
  }

  followed(): void {
    this.#dispatch({ type: 'standing', standing: { ...this.#state.standing, follows: true } })
  }

  async ask<Name extends AskName>(name: Name, input: Ask<Name>): Promise<Answer<Name>> {
    const socket = this.#socket
    try {
      if (socket !== null) return await socket.ask(name, input)
    } catch {
      // Lost on the way or not answered in time.
    }
    return { ok: false, reason: 'failed' }
  }

  async #open(): Promise<void> {
    const { signal } = this.#closing
    const openSocket = await this.#options.load().catch(() => null)
    if (signal.aborted) return
    if (openSocket === null) return this.#again(() => void this.#open())
    this.#socket = openSocket({
      onOpen: () => void this.#enter(),
      onLost: () => this.#lose(),
      onTold: (told) => this.#onTold(told),
    })
  }

  async #enter(): Promise<void> {
    if (!this.#socket?.isOpen()) return
    const broadcast = this.#wanted
    const after = broadcast === null ? null : lastOf(this.#state, broadcast)
    const answer = await this.ask('enter', { room: this.#options.room, broadcast, after })
    if (!this.#socket?.isOpen()) return
    if (!answer.ok) return this.#again(() => void this.#enter())
    this.#dispatch({ type: 'entered', value: answer.value })
    this.#likes.start()
    if ((answer.value.broadcast?.id ?? null) !== broadcast) this.#options.onNews()
    this.#watchGaps()
    await this.#sendWaiting()
  }

  #lose(): void {
    // What she likes meanwhile is kept for the next line.
    this.#likes.stop()
    this.#dispatch({ type: 'lost' })
  }

  #onTold({ name, content }: Told): void {
    switch (name) {
      case 'entries':
        this.#dispatch({ type: 'entries', ...content })
        return this.#watchGaps()
      case 'counts':
        this.#dispatch({ type: 'counts', ...content })
        return this.#watchGaps()
      case 'offers':
        return this.#dispatch({ type: 'offers', ...content })
      case 'sales':
        return this.#dispatch({ type: 'sales', sales: content })
      case 'news':
        // The pages that show news listen by a line of their own.
        return
      case 'rules':
        return this.#dispatch({ type: 'rules', rules: content })
      case 'standing':
        return this.#dispatch({ type: 'standing', standing: content })
      case 'room':
        if (content.broadcast !== null) this.show(content.broadcast)
        return this.#options.onNews()
    }
  }

  #watchGaps(): void {
    const what = missing(this.#state)
    if (what === 'hole') void this.#fill()
    if (what !== 'behind') {
      clearTimeout(this.#dueTimer)
      this.#dueTimer = undefined
      return
    }
    this.#dueTimer ??= setTimeout(() => {
      this.#dueTimer = undefined
      if (missing(this.#state) !== null) void this.#fill()
    }, batchDueWithin)
  }

  /** Asks for what follows, page by page, until nothing is missing. */
  async #fill(): Promise<void> {
    if (this.#filling) return
    this.#filling = true
    try {
      while (missing(this.#state) !== null && this.#socket?.isOpen()) if (!(await this.#fillPage())) break
    } finally {
      this.#filling = false
    }
    if (missing(this.#state) !== null && this.#socket?.isOpen()) this.#again(() => void this.#enter())
  }

  async #fillPage(): Promise<boolean> {
    const { broadcast, order } = this.#state
    if (broadcast === null || order.upTo === null) return false
    const answer = await this.ask('catchUp', { broadcast, after: order.upTo })
    if (!answer.ok) return false
    this.#dispatch({ type: 'entries', broadcast, entries: answer.value.entries, last: answer.value.last })
    return this.#state.broadcast === broadcast && (this.#state.order.upTo ?? 0) > order.upTo
  }

  /** One after the other, so that they stand in the order in which she said them. */
  async #sendWaiting(): Promise<void> {
    if (this.#sending || this.#state.status !== 'open') return
    this.#sending = true
    try {
      for (;;) {
        const [message] = waitingMessages(this.#state.pending)
        if (message === undefined || this.#state.status !== 'open') break
        this.#change(message.key, { state: 'sending' })
        const { change, goesOn } = await sendMessage(message, (said) => this.#socket?.ask('say', said))
        this.#change(message.key, change)
        if (goesOn) continue
        this.#again(() => void this.#enter())
        break
      }
    } finally {
      this.#sending = false
    }
  }

  #change(key: string, change: Extract<LineEvent, { type: 'changed' }>['change']): void {
    this.#dispatch({ type: 'changed', key, change })
  }

  /** The network or the page is back: a line that still answers is kept, any other is opened anew. */
  #wake(): void {
    const socket = this.#socket
    if (socket === null) return
    if (!socket.isOpen()) return socket.reconnect()
    const tooLate = setTimeout(() => this.#socket?.reconnect(), probeWithin)
    void this.#enter().finally(() => clearTimeout(tooLate))
  }

  #restoreMessages(): void {
    const { broadcast } = this.#state
    if (broadcast !== null) this.#dispatch({ type: 'kept', messages: keptMessages(broadcast) })
  }

  #again(work: () => void): void {
    clearTimeout(this.#againTimer)
    this.#againTimer = setTimeout(work, tryAgainAfter)
  }

  #dispatch(event: LineEvent): void {
    if (this.#closing.signal.aborted) return
    const before = this.#state
    this.#state = nextLine(before, event)
    const { broadcast, pending } = this.#state
    if (pending !== before.pending && broadcast !== null) keepMessages(broadcast, pending)
    for (const listener of this.#listeners) listener()
  }
}
