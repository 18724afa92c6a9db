import type { PublishRefusal, PublishWarning } from '#app/kernel/ingest-wire.ts'
import type { Frame, Tracks } from '../frames.ts'
import type { EndReason } from '../hooks.ts'
import type { Aside } from './budget.ts'
import { FrameGate } from './gate.ts'
import type { IngestLimits, Verdict } from './gate.ts'

/** How a publisher is spoken to; each wire does it in its own way. `refuse` and `ended` also close the connection. */
export interface PublisherLine {
  kind: 'browser' | 'rtmp'
  ready(resumed: boolean): void
  warn(reason: PublishWarning): void
  refuse(reason: PublishRefusal): void
  ended(): void
}

/** Where an accepted publisher's frames go: the room's channel. Never throws: the seat cuts the publisher off instead. */
export interface FrameSink {
  configure(tracks: Tracks, epoch: number): void
  write(frame: Frame): void
}

/** What the room's seat does for the session that sits in it. */
export interface PublisherSeat {
  /** Opens the broadcast at its first key frame; `at` in ms since the epoch. */
  open(session: PublisherSession, at: number): Promise<{ sink: FrameSink; resumed: boolean }>
  leave(session: PublisherSession, how: Leaving): void
}

export type Leaving =
  { orderly: true; reason: Exclude<EndReason, 'not-resumed'> } | { orderly: false; cause: string }

export interface SessionCounters {
  frames: number
  bytes: number
  dropped: number
}

type Accepted = Extract<Verdict, { act: 'write' | 'configure' }>

const warningPauseMs = 5_000

/** One publisher from its admission to its end: keeps the rules, opens the broadcast, watches for a stall. */
export class PublisherSession {
  readonly line: PublisherLine
  readonly counters: SessionCounters = { frames: 0, bytes: 0, dropped: 0 }
  lastHeard: number
  #gate: FrameGate
  #limits: IngestLimits
  #seat: PublisherSeat
  #now: () => number
  #phase: 'waiting' | 'opening' | 'live' | 'closed' = 'waiting'
  #sink: FrameSink | null = null
  #held: Accepted[] = []
  #heldBytes = 0
  #stallTimer: NodeJS.Timeout
  #pictureAt: number
  #warnedAt = new Map<PublishWarning, number>()

  constructor(input: { line: PublisherLine; seat: PublisherSeat; limits: IngestLimits; now: () => number }) {
    this.line = input.line
    this.#seat = input.seat
    this.#limits = input.limits
    this.#now = input.now
    this.#gate = new FrameGate({ limits: input.limits, now: input.now })
    this.lastHeard = this.#pictureAt = input.now()
    this.#stallTimer = setInterval(() => this.#watchStall(), Math.max(20, input.limits.stallMs / 10))
    this.#stallTimer.unref()
  }

  get closed(): boolean {
    return this.#phase === 'closed'
  }

  /** Whether the broadcast is open and the publisher's pictures reach it. */
  get onAir(): boolean {
    return this.#phase === 'live'
  }

  /** The tracks of the frames that follow; may change in a session. `clock` is wall-clock ms at the frames' time 0. */
  describe(tracks: Tracks, clock?: number): void {
    if (this.closed) return
    this.lastHeard = this.#now()
    if (this.#gate.configure(tracks, clock) === 'too-much') this.refuse('too-much')
  }

  /** A message that is no frame and changes nothing: too many of them are refused as too many frames are. */
  aside(aside: Aside): void {
    if (!this.closed && this.#gate.aside(aside) === 'too-much') this.refuse('too-much')
  }

  frame(frame: Frame): void {
    if (this.closed) return
    this.lastHeard = this.#now()
    this.#follow(this.#gate.check(frame))
  }

  /** A message that could not be read as a frame. */
  malformed(): void {
    if (!this.closed) this.#follow(this.#gate.bad())
  }

  /** The publisher says that the broadcast is over. */
  end(): void {
    this.#close({ orderly: true, reason: 'publisher-ended' }, () => this.line.ended())
  }

  /** The connection is gone. */
  lost(cause: string): void {
    this.#close({ orderly: false, cause }, () => undefined)
  }

  /** Cuts the publisher off; the broadcast may be resumed. */
  refuse(reason: PublishRefusal): void {
    this.#close({ orderly: false, cause: reason }, () => this.line.refuse(reason))
  }

  /** The server goes down: the broadcast ends properly. */
  stop(): void {
    this.#close({ orderly: true, reason: 'server-stopped' }, () => this.line.refuse('server-stopped'))
  }

  /** What it sends can no longer be recorded: the broadcast ends properly. */
  stopUnrecorded(reason: PublishRefusal): void {
    this.#close({ orderly: true, reason: 'recording-failed' }, () => this.line.refuse(reason))
  }

  /** Says what is wrong, at most once in a while for each reason. */
  warn(reason: PublishWarning): void {
    const now = this.#now()
    if (now - (this.#warnedAt.get(reason) ?? -Infinity) < warningPauseMs) return
    this.#warnedAt.set(reason, now)
    this.line.warn(reason)
  }

  #close(how: Leaving, tell: () => void): void {
    if (this.closed) return
    this.#phase = 'closed'
    clearInterval(this.#stallTimer)
    this.#held = []
    this.#sink = null
    this.#seat.leave(this, how)
    tell()
  }

  #follow(verdict: Verdict): void {
    if (verdict.act === 'refuse') return this.refuse(verdict.reason)
    if (verdict.warning) this.warn(verdict.warning)
    if (verdict.act === 'drop') {
      this.counters.dropped += 1
      return
    }
    this.counters.frames += 1
    this.counters.bytes += verdict.frame.payload.length
    if (verdict.frame.track === 'video') this.#pictureAt = this.#now()
    if (this.#sink) return this.#pass(verdict, this.#sink)
    this.#hold(verdict)
  }

  #pass(accepted: Accepted, sink: FrameSink): void {
    if (accepted.act === 'configure') sink.configure(accepted.tracks, accepted.epoch)
    sink.write(accepted.frame)
  }

  #hold(accepted: Accepted): void {
    this.#held.push(accepted)
    this.#heldBytes += accepted.frame.payload.length
    if (this.#held.length > this.#limits.maxHeldFrames || this.#heldBytes > this.#limits.maxHeldBytes) {
      return this.refuse('try-again')
    }
    if (this.#phase === 'waiting') {
      this.#phase = 'opening'
      void this.#open()
    }
  }

  /** Never rejects: the seat reports its own failures, and the publisher is told to try again. */
  async #open(): Promise<void> {
    try {
      const { sink, resumed } = await this.#seat.open(this, this.#now())
      if (this.closed) return
      this.#phase = 'live'
      const held = this.#held
      this.#held = []
      this.#sink = sink
      for (const accepted of held) this.#pass(accepted, sink)
      if (!this.closed) this.line.ready(resumed)
    } catch (error) {
      if (!(error instanceof SeatUnavailable)) throw error
      this.refuse('try-again')
    }
  }

  #watchStall(): void {
    if (this.#now() - this.#pictureAt <= this.#limits.stallMs) return
    this.refuse(this.#phase === 'waiting' ? 'no-picture' : 'stalled')
  }
}

/** The broadcast could not be opened now (database away, disk full, the publisher already gone). */
export class SeatUnavailable extends Error {
  override name = 'SeatUnavailable'
}
