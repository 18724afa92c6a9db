import { bufferedAhead } from './buffered-ahead.ts'
import { hasMediaSource, loadHls, openHls } from './hls-source.ts'
import { openNative, playsHlsItself } from './native-source.ts'
import { nextStage, retryDelay, type PlayerStage } from './player-stage.ts'
import type { PictureSource, SourceFailure } from './picture-source.ts'
import { judge, mostBehindSeconds, newWatch, type Remedy, type Verdict } from './stall-watch.ts'

export interface PlayerSnapshot {
  stage: PlayerStage
  sound: boolean
  soundOnly: boolean
}

/** ended: the stream said so · silent: nothing new comes, or nothing is there: ask the server how the room stands. */
export type PlayerNews = 'ended' | 'silent'

export interface LivePlayerOptions {
  video: HTMLVideoElement
  /** The room's name in the URL. */
  room: string
  /** Whether the viewer asked for sound earlier in this session. */
  sound: boolean
  onNews: (news: PlayerNews) => void
}

const lookEvery = 1000
const steadyAfter = 10_000

/**
 * Plays a room's live stream into a video element and keeps it playing: wakes from stalls, returns to the live edge
 * from a hidden tab or a lost network, retries with a growing pause. It never pauses by itself.
 */
export class LivePlayer {
  readonly #video: HTMLVideoElement
  readonly #room: string
  readonly #onNews: (news: PlayerNews) => void
  readonly #listeners = new Set<() => void>()
  readonly #closing = new AbortController()
  #snapshot: PlayerSnapshot
  #source: PictureSource | null = null
  #opening = 0
  #attempt = 0
  #playingSince: number | null = null
  #watch = newWatch(0, 0)
  #ticking: ReturnType<typeof setInterval> | undefined
  #retrying: ReturnType<typeof setTimeout> | undefined

  constructor({ video, room, sound, onNews }: LivePlayerOptions) {
    this.#video = video
    this.#room = room
    this.#onNews = onNews
    this.#snapshot = { stage: 'connecting', sound, soundOnly: false }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): PlayerSnapshot => this.#snapshot

  /**
   * When what she sees was before the host's camera, in milliseconds since the epoch; null where no picture runs or
   * that is unknown.
   */
  playingAt(): number | null {
    const { stage } = this.#snapshot
    return stage === 'playing' || stage === 'reconnecting' ? (this.#source?.playingAt() ?? null) : null
  }

  start(): void {
    const { signal } = this.#closing
    this.#video.muted = !this.#snapshot.sound
    // hls.js needs it for ManagedMediaSource; AirPlay could not take that stream anyway.
    this.#video.disableRemotePlayback = true
    this.#video.addEventListener('playing', () => this.#onPlaying(), { signal })
    this.#video.addEventListener('pause', () => this.#onPause(), { signal })
    this.#video.addEventListener('ended', () => this.#onEnded(), { signal })
    document.addEventListener('visibilitychange', () => this.#onVisibility(), { signal })
    window.addEventListener('online', () => this.wake(), { signal })
    this.#ticking = setInterval(() => this.#look(), lookEvery)
    this.#open()
  }

  /** Gives the element back; a stopped player is not started again. */
  stop(): void {
    this.#closing.abort()
    clearInterval(this.#ticking)
    this.#close()
    this.#listeners.clear()
  }

  /** Called from a tap: browsers let sound on only then. */
  turnSound(on: boolean): void {
    this.#video.muted = !on
    this.#show({ sound: on })
    this.#play()
  }

  chooseSoundOnly(soundOnly: boolean): void {
    this.#show({ soundOnly })
    this.#restart()
  }

  /** The viewer's own tap on the big play button. */
  tap(): void {
    this.#play()
    this.#jump()
  }

  /** The line or the host may be back: try now rather than at the next retry. */
  wake(): void {
    if (this.#snapshot.stage === 'playing') this.#jump()
    else this.#restart()
  }

  #restart(): void {
    this.#attempt = 0
    this.#open()
  }

  #open(): void {
    this.#close()
    if (this.#snapshot.stage === 'ended') return
    this.#watch = newWatch(Date.now(), this.#video.currentTime)
    const opening = ++this.#opening
    this.#openSource(opening).catch(() => {
      // hls.js itself could not be fetched: a bad line like any other.
      if (opening === this.#opening) this.#onFailure('network')
    })
  }

  async #openSource(opening: number): Promise<void> {
    const hlsModule = hasMediaSource() ? await loadHls() : null
    // While hls.js was on its way the player may have been stopped, or told to open something else.
    if (opening !== this.#opening) return
    const video = this.#video
    const events = { onFailure: (failure: SourceFailure) => this.#onFailure(failure) }
    const { soundOnly } = this.#snapshot
    if (hlsModule) {
      const url = this.#url(soundOnly ? 'audio' : 'index')
      this.#source = openHls(hlsModule, { video, url, events })
    } else if (playsHlsItself(video)) {
      this.#source = openNative({ video, url: this.#url(soundOnly ? 'audio' : 'main'), events })
    } else return this.#move('unsupported')
    this.#play()
  }

  #url(playlist: 'index' | 'main' | 'audio'): string {
    return `/live/${encodeURIComponent(this.#room)}/${playlist}.m3u8`
  }

  #close(): void {
    this.#opening++
    clearTimeout(this.#retrying)
    this.#source?.close()
    this.#source = null
    this.#playingSince = null
  }

  #play(): void {
    this.#video.play().catch((error: unknown) => {
      // Any other refusal comes with an error event, or because a newer attempt has taken the element over.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return
      if (this.#video.muted) return this.#move('needs-tap')
      this.#video.muted = true
      this.#show({ sound: false })
      this.#play()
    })
  }

  #jump(): void {
    const target = this.#source?.livePosition() ?? null
    if (target !== null && target - this.#video.currentTime > mostBehindSeconds)
      this.#video.currentTime = target
  }

  #onPlaying(): void {
    this.#playingSince ??= Date.now()
    this.#move('playing')
  }

  #onPause(): void {
    // The phone's own controls, a headset, a call: only her tap goes on. Hidden pages are paused by the browser.
    if (document.hidden || this.#video.ended || this.#source === null) return
    this.#move('needs-tap')
  }

  #onEnded(): void {
    this.#move('ended')
    this.#onNews('ended')
  }

  #onVisibility(): void {
    if (document.hidden || this.#snapshot.stage === 'ended') return
    this.#watch = newWatch(Date.now(), this.#video.currentTime)
    this.#play()
    this.#jump()
  }

  #onFailure(failure: SourceFailure): void {
    if (this.#snapshot.stage === 'ended') return
    this.#close()
    this.#move(failure === 'gone' ? 'waiting-for-host' : 'reconnecting')
    if (failure === 'gone') this.#onNews('silent')
    this.#retrying = setTimeout(() => this.#open(), retryDelay(this.#attempt++, Math.random()))
  }

  #look(): void {
    const now = Date.now()
    if (this.#playingSince !== null && now - this.#playingSince > steadyAfter) this.#attempt = 0
    const { stage } = this.#snapshot
    const shouldPlay = this.#source !== null && !document.hidden && stage !== 'needs-tap' && stage !== 'ended'
    // A new source pauses the element without a word; a pause that she made is known by its stage.
    if (shouldPlay && this.#video.paused) this.#play()
    const verdict = judge(this.#watch, {
      now,
      position: this.#video.currentTime,
      edge: this.#source?.edge() ?? null,
      livePosition: this.#source?.livePosition() ?? null,
      bufferedAhead: bufferedAhead(this.#video),
      shouldPlay,
      // Without a network a silence is never the host's.
      heardAt: navigator.onLine ? (this.#source?.heardAt() ?? null) : null,
    })
    this.#watch = verdict.watch
    this.#tell(verdict, now)
    this.#remedy(verdict.remedy)
  }

  #tell({ standing, watch }: Verdict, now: number): void {
    const { stage } = this.#snapshot
    if (standing === 'moving' && watch.movedAt === now && this.#video.readyState >= 3) this.#move('playing')
    if (standing === 'stalled' && stage !== 'connecting') this.#move('reconnecting')
    if (standing === 'starved' && stage !== 'waiting-for-host') {
      this.#move('waiting-for-host')
      this.#onNews('silent')
    }
  }

  #remedy(remedy: Remedy): void {
    if (remedy === 'jump') this.#jump()
    if (remedy === 'recover') {
      this.#source?.recover()
      this.#play()
    }
    // Without a network her last picture stays; its return wakes the player.
    if (remedy === 'reload' && navigator.onLine) this.#open()
  }

  #move(to: PlayerStage): void {
    const stage = nextStage(this.#snapshot.stage, to)
    if (stage !== this.#snapshot.stage) this.#show({ stage })
  }

  #show(change: Partial<PlayerSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of this.#listeners) listener()
  }
}
