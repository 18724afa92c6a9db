import { join } from 'node:path'
import { Channel } from './channel.ts'
import type { EndReason, MediaHooks } from './hooks.ts'
import type { IngestLimits } from './ingest/gate.ts'
import { PublisherSession, SeatUnavailable } from './ingest/session.ts'
import type { FrameSink, Leaving, PublisherLine, PublisherSeat } from './ingest/session.ts'
import type { MediaLog } from './log.ts'
import { recoverRecording } from './recording-files.ts'
import type { RecordingFailure } from './recording.ts'
import { createReports } from './reports.ts'
import type { Reports } from './reports.ts'

/** What all rooms' seats share. Times in milliseconds. */
export interface SeatSurroundings {
  channels: Map<string, Channel>
  recordingsFolder: string
  hooks: () => Promise<MediaHooks> | MediaHooks
  log: MediaLog
  now: () => number
  limits: IngestLimits
  onLeft: (session: PublisherSession) => void
  /** Told once a broadcast: its recording failed, or had to end because the disk is full. */
  onRecordingFailed: (reason: RecordingFailure) => void
  /** How long an ended channel stays, so that players still read its end. */
  keepEndedMs: number
  /** Pauses between the attempts to report an event that the live feature could not take. */
  retryPausesMs: readonly number[]
}

interface OpenedRecording {
  recording: string
  channel: Channel
  /** Set once the recording is closed: seconds. */
  ended?: number
}

/**
 * One room's place for one publisher at a time. What happens in a room happens in order: opening, losing, resuming
 * and ending wait for one another, so that a late answer of the database never overtakes what came after it.
 */
export class Seat implements PublisherSeat {
  readonly name: string
  #around: SeatSurroundings
  #publisher: PublisherSession | null = null
  #opened: OpenedRecording | null = null
  #work: Promise<unknown> = Promise.resolve()
  #removal: NodeJS.Timeout | undefined
  #reports: Reports
  /** The broadcast whose recording failed last. */
  #failedRecording: string | null = null
  /** The sessions whose broadcast has been opened and not yet been left. */
  #sessions = new WeakSet<PublisherSession>()

  constructor(name: string, around: SeatSurroundings) {
    this.name = name
    this.#around = around
    this.#reports = createReports(name, around)
  }

  get onAir(): boolean {
    return this.#publisher?.onAir ?? false
  }

  get recording(): string | null {
    return this.#opened && this.#opened.ended === undefined ? this.#opened.recording : null
  }

  /** Seats the publisher at once, or answers null where another one is alive. A silent one gives way. */
  claim(line: PublisherLine): PublisherSession | null {
    const { limits, now } = this.#around
    const seated = this.#publisher
    if (seated && now() - seated.lastHeard < limits.silentMs) return null
    seated?.refuse('superseded')
    this.#publisher = new PublisherSession({ line, seat: this, limits, now })
    return this.#publisher
  }

  open(session: PublisherSession, at: number): Promise<{ sink: FrameSink; resumed: boolean }> {
    return this.#inOrder(async () => {
      if (session.closed) throw new SeatUnavailable('the publisher left')
      try {
        return await this.#openBroadcast(session, at)
      } catch (error) {
        this.#around.log.error({ err: error, channel: this.name }, 'the broadcast could not be opened')
        throw new SeatUnavailable('the broadcast could not be opened')
      }
    })
  }

  leave(session: PublisherSession, how: Leaving): void {
    if (this.#publisher === session) this.#publisher = null
    this.#around.onLeft(session)
    const at = this.#around.now()
    const { counters } = session
    this.#around.log.info({ channel: this.name, ...how, ...counters }, 'publisher left')
    void this.#inOrder(() => this.#settle(session, how, at))
  }

  /**
   * Ends the broadcast, also one that is only on disk, and cuts its publisher off; ending it again changes nothing.
   * Answers its duration in seconds.
   */
  finish(recording: string, reason: EndReason): Promise<{ durationSeconds: number }> {
    return this.#inOrder(async () => {
      const at = this.#around.now()
      const opened = this.#opened?.recording === recording ? this.#opened : null
      if (opened) {
        if (this.onAir) this.#publisher?.end()
        return { durationSeconds: await this.#end(opened, at, reason) }
      }
      const recovered = await recoverRecording(this.#folder(recording), this.#around.log)
      const durationSeconds = recovered?.durationSeconds ?? 0
      await this.#reports.ended({ recording, at, durationSeconds, reason })
      return { durationSeconds }
    })
  }

  /** The disk is filling: the publisher may end in her own words while there is time. */
  warnOfDisk(): void {
    if (this.onAir) this.#publisher?.warn('disk-low')
  }

  /** Ends the broadcast on air while bytes remain to close its recording. */
  endForFullDisk(): void {
    if (!this.onAir || !this.#opened) return
    this.#countFailure(this.#opened.recording, 'disk-full')
    this.#publisher?.stopUnrecorded('disk-full')
  }

  /** Ends what is open in this room and cuts its publisher off. */
  async stop(): Promise<void> {
    this.#reports.hurry()
    this.#publisher?.stop()
    await this.#inOrder(async () => {
      if (this.#opened) await this.#endOrLose(this.#opened, this.#around.now(), 'server-stopped')
    })
    this.#remove()
  }

  /** Never rejects. */
  async #settle(session: PublisherSession, how: Leaving, at: number): Promise<void> {
    const opened = this.#opened
    if (!opened || opened.ended !== undefined || !this.#sessions.delete(session)) return
    if (how.orderly) return this.#endOrLose(opened, at, how.reason)
    try {
      opened.channel.pause()
    } catch (error) {
      this.#around.log.error({ err: error, channel: this.name }, 'the channel failed')
    }
    await this.#reports.lost(opened.recording, at)
  }

  /** Never rejects: a recording that cannot be closed now is left as interrupted, to be finished later. */
  async #endOrLose(opened: OpenedRecording, at: number, reason: EndReason): Promise<void> {
    try {
      await this.#end(opened, at, reason)
    } catch (error) {
      this.#sayUnclosed(error)
      await this.#reports.lost(opened.recording, at)
    }
  }

  async #openBroadcast(
    session: PublisherSession,
    at: number,
  ): Promise<{ sink: FrameSink; resumed: boolean }> {
    const hooks = await this.#around.hooks()
    const { recording, resumed, open } = await hooks.openBroadcast({ channel: this.name, at })
    try {
      const kept = this.#opened
      if (kept?.recording === recording && !kept.channel.ended) {
        this.#sessions.add(session)
        return { sink: this.#guarded(kept.channel, session), resumed }
      }
      // The live feature gave up the broadcast before: its end is asked for later, its files are closed now.
      if (kept && kept.ended === undefined)
        await this.#closeRecording(kept).catch((error: unknown) => this.#sayUnclosed(error))
      const channel = await this.#openChannel({ recording, open, resume: resumed })
      this.#remove()
      this.#opened = { recording, channel }
      this.#around.channels.set(this.name, channel)
      this.#sessions.add(session)
      return { sink: this.#guarded(channel, session), resumed }
    } catch (error) {
      await this.#reports.lost(recording, at)
      throw error
    }
  }

  #openChannel(broadcast: { recording: string; open: boolean; resume: boolean }): Promise<Channel> {
    const { recording } = broadcast
    const { log } = this.#around
    return Channel.open({
      name: this.name,
      folder: this.#folder(recording),
      log,
      ...broadcast,
      onRecordingFailed: (failure) => {
        this.#countFailure(recording, failure)
        void this.#inOrder(() => this.#endUnrecorded(recording, failure))
      },
    })
  }

  #countFailure(recording: string, reason: RecordingFailure): void {
    if (this.#failedRecording === recording) return
    this.#failedRecording = recording
    this.#around.onRecordingFailed(reason)
  }

  /** Ends the broadcast, also one that waits for its publisher, since it is no longer recorded. Never rejects. */
  async #endUnrecorded(recording: string, failure: RecordingFailure): Promise<void> {
    const opened = this.#opened
    if (!opened || opened.recording !== recording || opened.ended !== undefined) return
    const at = this.#around.now()
    const publisher = this.#publisher
    if (publisher && this.#sessions.has(publisher)) {
      publisher.stopUnrecorded(failure === 'disk-full' ? 'disk-full' : 'recording-failed')
    }
    await this.#endOrLose(opened, at, 'recording-failed')
  }

  /** A failing channel costs its own publisher the line, and nothing else. */
  #guarded(channel: Channel, session: PublisherSession): FrameSink {
    const attempt = (work: () => void) => {
      try {
        work()
      } catch (error) {
        this.#around.log.error({ err: error, channel: this.name }, 'the channel failed')
        session.refuse('try-again')
      }
    }
    return {
      configure: (tracks, epoch) => attempt(() => channel.configure(tracks, epoch)),
      write: (frame) => attempt(() => channel.write(frame)),
    }
  }

  async #end(opened: OpenedRecording, at: number, reason: EndReason): Promise<number> {
    if (opened.ended !== undefined) return opened.ended
    const durationSeconds = (opened.ended = await this.#closeRecording(opened))
    await this.#reports.ended({ recording: opened.recording, at, durationSeconds, reason })
    this.#removal = setTimeout(() => this.#remove(), this.#around.keepEndedMs)
    this.#removal.unref()
    return durationSeconds
  }

  /** A channel ends once. Where its recording could not be closed, whoever comes next starts from what is on disk. */
  async #closeRecording(opened: OpenedRecording): Promise<number> {
    try {
      return (await opened.channel.end()).durationSeconds
    } catch (error) {
      this.#forget()
      throw error
    }
  }

  #sayUnclosed(error: unknown): void {
    this.#around.log.error({ err: error, channel: this.name }, 'the recording could not be closed')
  }

  #remove(): void {
    clearTimeout(this.#removal)
    if (this.#opened?.ended !== undefined) this.#forget()
  }

  #forget(): void {
    const opened = this.#opened
    if (opened && this.#around.channels.get(this.name) === opened.channel)
      this.#around.channels.delete(this.name)
    this.#opened = null
  }

  /** A recording's id names its folder: nothing that could lead out of it. */
  #folder(recording: string): string {
    if (!/^[\w-]{1,64}$/.test(recording)) throw new Error(`not a recording's name: ${recording.slice(0, 80)}`)
    return join(this.#around.recordingsFolder, recording)
  }

  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#work.then(work)
    this.#work = done.catch(() => undefined)
    return done
  }
}
