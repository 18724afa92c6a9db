import type { PublishWarning } from '#app/kernel/ingest-wire.ts'
import { CameraFeed } from './camera-feed.ts'
import { environmentTrouble } from './device-troubles.ts'
import { Devices } from './devices.ts'
import { bestQuality, createPublisher } from './publisher.ts'
import type { Publisher } from './publisher.ts'
import type { PublisherState } from './publisher-state.ts'
import { recordingFormat } from './recording-format.ts'
import { SoundChain } from './sound-chain.ts'
import { isPublishing, networkWord, troublesOf } from './studio-words.ts'
import type { StudioFacts } from './studio-words.ts'
import type { StudioTrouble, StudioView } from './studio-view.ts'
import { WakeLock } from './wake-lock.ts'

/** What changes of the view; the rest of it is always the same. */
export type StudioSnapshot = Pick<
  StudioView,
  'state' | 'network' | 'sound' | 'quality' | 'troubles' | 'warning' | 'camera'
> & { muted: boolean; picture: MediaStreamTrack | null }

const lookEveryMs = 500

/** Her camera, microphone and broadcast, as one thing that the page shows and that looks after itself. */
export class Studio {
  #ticket: () => Promise<string>
  #devices = new Devices({
    onCamera: (track) => this.#feed.use(track),
    onMicrophone: (track) => this.#sound?.use(track),
    onChange: () => this.#look(),
  })
  #feed = new CameraFeed()
  #sound: SoundChain | null = null
  #publisher: Publisher | null = null
  #wakeLock = new WakeLock()
  #state: PublisherState = { name: 'idle' }
  #warning: PublishWarning | null = null
  #cannot: StudioTrouble | null = null
  #muted = false
  #timer: ReturnType<typeof setInterval> | undefined
  #listeners = new Set<() => void>()
  #snapshot: StudioSnapshot

  constructor(ticket: () => Promise<string>) {
    this.#ticket = ticket
    this.#snapshot = this.#see()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  readonly snapshot = (): StudioSnapshot => this.#snapshot

  readonly level = (): number => this.#sound?.level ?? 0

  /** Each new line asks for its own ticket; the page's newest way to one is used. */
  useTicket(ticket: () => Promise<string>): void {
    this.#ticket = ticket
  }

  async open(): Promise<void> {
    this.#cannot = environmentTrouble({
      secure: window.isSecureContext,
      hasDevices: 'mediaDevices' in navigator,
      canPublish: typeof VideoEncoder !== 'undefined' || recordingFormat() !== null,
    })
    this.#look()
    if (this.#cannot) return
    this.#wake()
    await this.#devices.open()
    this.#look()
  }

  switchCamera(): void {
    void this.#devices.switchCamera()
  }

  mute(muted: boolean): void {
    this.#muted = muted
    this.#sound?.mute(muted)
    this.#look()
  }

  async goLive(): Promise<void> {
    if (isPublishing(this.#state)) return
    if (!this.#devices.ready) await this.open()
    if (!this.#devices.ready || !this.#sound || isPublishing(this.#state)) return
    this.#sound.resume()
    this.#warning = null
    this.#publisher = createPublisher({
      source: { feed: this.#feed, sound: this.#sound.track },
      ticket: () => this.#ticket(),
      onState: (state) => this.#become(state),
      onWarning: (warning) => {
        this.#warning = warning
        this.#look()
      },
      onQuality: () => this.#look(),
    })
    this.#publisher.start()
  }

  end(): void {
    void this.#publisher?.end()
  }

  /** The page goes: the broadcast ends, camera and microphone are let go. It may be opened again. */
  close(): void {
    this.end()
    this.#wakeLock.keep(false)
    this.letGo()
  }

  /** Camera and microphone are let go. They may be opened again. */
  letGo(): void {
    this.#sleep()
    this.#devices.close()
    this.#sound?.close()
    this.#sound = null
  }

  #wake(): void {
    if (this.#sound) return this.#sound.resume()
    this.#sound = new SoundChain(() => this.#look())
    this.#sound.mute(this.#muted)
    this.#timer = setInterval(() => this.#look(), lookEveryMs)
    window.addEventListener('online', this.#look)
    window.addEventListener('offline', this.#look)
    document.addEventListener('visibilitychange', this.#returned)
    document.addEventListener('pointerdown', this.#pressed)
  }

  #sleep(): void {
    clearInterval(this.#timer)
    window.removeEventListener('online', this.#look)
    window.removeEventListener('offline', this.#look)
    document.removeEventListener('visibilitychange', this.#returned)
    document.removeEventListener('pointerdown', this.#pressed)
  }

  #become(state: PublisherState): void {
    this.#state = state
    this.#wakeLock.keep(isPublishing(state))
    this.#look()
  }

  #pressed = () => this.#sound?.resume()

  #returned = () => {
    if (!document.hidden) {
      this.#sound?.resume()
      this.#devices.recover()
    }
    this.#look()
  }

  #look = () => {
    const seen = this.#see()
    if (same(seen, this.#snapshot)) return
    this.#snapshot = seen
    this.#listeners.forEach((listener) => listener())
  }

  #see(): StudioSnapshot {
    const devices = this.#devices
    const facts = this.#facts()
    return {
      state: this.#state,
      network: networkWord(facts),
      sound: this.#muted ? 'muted' : (this.#sound?.word ?? 'clear'),
      quality: isPublishing(this.#state) ? (this.#publisher?.stats().quality ?? bestQuality) : bestQuality,
      troubles: troublesOf(facts),
      warning: this.#warning,
      camera: { ready: devices.ready, facing: devices.facing, canSwitch: devices.canSwitch },
      muted: this.#muted,
      picture: this.#feed.track,
    }
  }

  #facts(): StudioFacts {
    const stats = isPublishing(this.#state) ? this.#publisher?.stats() : undefined
    const onServer = typeof document === 'undefined'
    return {
      state: this.#state,
      online: onServer || navigator.onLine,
      waitingMs: stats?.waitingMs ?? 0,
      strain: stats?.strain ?? null,
      hidden: !onServer && document.hidden,
      pictureStoppedMs: this.#feed.stoppedFor(),
      cameraMuted: this.#devices.isMuted('camera'),
      microphoneMuted: this.#devices.isMuted('microphone'),
      soundStopped: this.#sound?.stopped ?? false,
      devices: this.#cannot ? [this.#cannot] : this.#devices.troubles,
    }
  }
}

function same(a: StudioSnapshot, b: StudioSnapshot): boolean {
  return a.picture === b.picture && JSON.stringify(a) === JSON.stringify(b)
}
