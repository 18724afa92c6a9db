import { retryableRefusals } from '#app/kernel/ingest-wire.ts'
import type { PublishRefusal, PublishWarning, ServerMessage } from '#app/kernel/ingest-wire.ts'
import type { IngestLine, LineListener } from './ingest-line.ts'
import type { LocalRefusal, PublisherState } from './publisher-state.ts'

/** What the connection needs of a line. */
export type ConnectionLine = Pick<IngestLine, 'isOpen' | 'silentMs' | 'ping' | 'say' | 'drop'>

export interface ConnectionOptions<Line extends ConnectionLine> {
  /** Fetches a new one-time ticket; called for every line. */
  ticket: () => Promise<string>
  openLine: (ticket: string, listener: LineListener) => Line
  /** Frames may go over it from now on. */
  onLine: (line: Line) => void
  onLineLost: () => void
  onState: (state: PublisherState) => void
  onWarning?: (warning: PublishWarning) => void
}

/** How long the server keeps an interrupted broadcast open for us. */
const resumeWindowMs = 120_000
const firstRetryMs = 300
/** A network that returns is noticed within this time, also where the browser does not say that it does. */
const longestRetryMs = 800
/** A ticket or a handshake that takes longer was sent into a dead network. */
const attemptMs = 4_000
/** The server answers each half second; a line that says nothing for so long is dead. */
const silenceMs = 4_000
const endPatienceMs = 3_000

/** Where a publisher stands: connects, comes back by itself for two minutes, ends in order or is refused. */
export class Connection<Line extends ConnectionLine> {
  #options: ConnectionOptions<Line>
  #state: PublisherState = { name: 'idle' }
  #line: Line | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #lostAt: number | null = null
  #attempt = 0
  /** Which of all attempts is the present one: what an older one still brings is not wanted any more. */
  #round = 0
  #refusal: PublishRefusal | null = null
  #ending: (() => void) | null = null

  constructor(options: ConnectionOptions<Line>) {
    this.#options = options
  }

  get isOver(): boolean {
    return this.#state.name === 'ended' || this.#state.name === 'refused'
  }

  get line(): Line | null {
    return this.#line
  }

  /** Answers whether it had not begun yet. */
  prepare(): boolean {
    if (this.#state.name !== 'idle') return false
    this.#become({ name: 'preparing' })
    return true
  }

  connect(): void {
    if (this.isOver) return
    if (this.#lostAt === null) this.#become({ name: 'connecting' })
    const round = (this.#round += 1)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#tooLate(round), attemptMs)
    this.#options.ticket().then(
      (ticket) => this.#open(ticket, round),
      () => this.#noTicket(round),
    )
  }

  /** The browser says that the network has changed or come back. */
  networkChanged(): void {
    if (this.#state.name === 'reconnecting') {
      this.#attempt = 0
      this.#line?.drop()
      this.connect()
    } else {
      this.#line?.ping('now')
    }
  }

  /** To be called a few times a second: asks the line whether it is alive. `late`: the page itself stood still. */
  tick(late: boolean): void {
    const line = this.#line
    if (!line?.isOpen) return
    if (!late && line.silentMs > silenceMs) line.drop()
    else line.ping()
  }

  /** Resolves when the server has confirmed the end or did not answer for three seconds. */
  async end(): Promise<void> {
    if (this.isOver) return
    if (this.#line?.isOpen) {
      const confirmed = new Promise<void>((resolve) => (this.#ending = resolve))
      this.#line.say({ type: 'end' })
      await Promise.race([confirmed, new Promise((resolve) => setTimeout(resolve, endPatienceMs))])
    }
    this.#finish({ name: 'ended', reason: 'by-host' })
  }

  refuse(reason: PublishRefusal | LocalRefusal): void {
    this.#finish({ name: 'refused', reason })
  }

  #open(ticket: string, round: number): void {
    if (this.isOver || round !== this.#round) return
    this.#refusal = null
    const line = this.#options.openLine(ticket, {
      onOpen: () => {
        clearTimeout(this.#timer)
        this.#options.onLine(line)
      },
      onMessage: (message) => this.#hear(message),
      onClose: () => this.#closed(line),
    })
    this.#line = line
  }

  #noTicket(round: number): void {
    if (this.isOver || round !== this.#round) return
    if (this.#lostAt === null) this.refuse('no-ticket')
    else this.#tryAgain()
  }

  #tooLate(round: number): void {
    if (this.isOver || round !== this.#round) return
    if (this.#line) this.#line.drop()
    else this.#tryAgain()
  }

  #hear(message: ServerMessage): void {
    switch (message.type) {
      case 'ready':
        this.#lostAt = null
        this.#attempt = 0
        return this.#become({ name: 'on-air', since: Date.now(), resumed: message.resumed })
      case 'refused':
        this.#refusal = message.reason
        return
      case 'warning':
        return this.#options.onWarning?.(message.reason)
      case 'ended':
        return this.#ending ? this.#ending() : this.#finish({ name: 'ended', reason: 'by-host' })
      case 'pong':
        return
    }
  }

  #closed(line: Line): void {
    if (line !== this.#line) return
    this.#line = null
    this.#options.onLineLost()
    this.#ending?.()
    if (this.isOver || this.#ending) return
    if (this.#refusal && !this.#mayRetry(this.#refusal)) return this.refuse(this.#refusal)
    this.#tryAgain()
  }

  /** Coming back, the other publisher is our own lost connection, soon given up; at the start it is someone else. */
  #mayRetry(refusal: PublishRefusal): boolean {
    const someoneElse = refusal === 'already-publishing' && this.#lostAt === null
    return retryableRefusals.includes(refusal) && !someoneElse
  }

  #tryAgain(): void {
    this.#lostAt ??= Date.now()
    const until = this.#lostAt + resumeWindowMs
    if (Date.now() >= until) return this.#finish({ name: 'ended', reason: 'not-resumed' })
    this.#attempt += 1
    this.#round += 1
    this.#become({ name: 'reconnecting', until, attempt: this.#attempt })
    const pause = Math.min(longestRetryMs, firstRetryMs * 2 ** (this.#attempt - 1))
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.connect(), pause)
  }

  #finish(state: PublisherState): void {
    if (this.isOver) return
    clearTimeout(this.#timer)
    this.#become(state)
    this.#line?.drop()
  }

  #become(state: PublisherState): void {
    this.#state = state
    this.#options.onState(state)
  }
}
