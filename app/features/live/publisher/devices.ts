import { troubleOf } from './device-troubles.ts'
import type { StudioTrouble } from './studio-view.ts'

export type Facing = 'front' | 'back'
type Kind = 'camera' | 'microphone'

export interface DevicesListener {
  onCamera: (track: MediaStreamTrack | null) => void
  onMicrophone: (track: MediaStreamTrack | null) => void
  onChange: () => void
}

const retryMs = 2_000
const lost = { camera: 'camera-lost', microphone: 'microphone-lost' } as const

/**
 * Her camera and her microphone: opened once she allows it, and opened again whenever the phone has taken one away.
 * Each speaks for itself: without a microphone there is still a picture.
 */
export class Devices {
  #listener: DevicesListener
  #tracks: Record<Kind, MediaStreamTrack | null> = { camera: null, microphone: null }
  #troubles = new Map<Kind, StudioTrouble>()
  #facing: Facing = 'back'
  #cameras = 0
  #busy: Promise<void> = Promise.resolve()
  #retry: ReturnType<typeof setTimeout> | undefined
  #wanted = false

  constructor(listener: DevicesListener) {
    this.#listener = listener
  }

  get ready(): boolean {
    return this.#tracks.camera !== null
  }

  get facing(): Facing {
    return this.#facing
  }

  get canSwitch(): boolean {
    return this.#cameras > 1
  }

  get troubles(): readonly StudioTrouble[] {
    return [...new Set(this.#troubles.values())]
  }

  /** Whether the phone holds the picture or the sound back without having taken it away, as in a call. */
  isMuted(kind: Kind): boolean {
    return this.#tracks[kind]?.muted ?? false
  }

  /** Opens what is not open. She is asked at most once for both. */
  open(): Promise<void> {
    this.#wanted = true
    navigator.mediaDevices.addEventListener('devicechange', this.#tryAgain)
    return this.#inTurn(() => this.#openMissing())
  }

  switchCamera(): Promise<void> {
    return this.#inTurn(() => this.#switch())
  }

  /** Something may be free again. */
  recover(): void {
    if (this.#wanted && (!this.#tracks.camera || !this.#tracks.microphone)) this.#tryAgain()
  }

  close(): void {
    this.#wanted = false
    clearTimeout(this.#retry)
    navigator.mediaDevices?.removeEventListener('devicechange', this.#tryAgain)
    for (const kind of ['camera', 'microphone'] as const) this.#set(kind, null)
    this.#troubles.clear()
    this.#listener.onChange()
  }

  #tryAgain = () => {
    if (!this.#wanted || document.hidden) return
    void this.#inTurn(() => this.#openLost())
  }

  async #openMissing(): Promise<void> {
    const { camera, microphone } = this.#tracks
    if (!camera && !microphone) {
      const both = await ask({ video: picture(this.#facing), audio: sound })
      if (!(both instanceof MediaStream)) return this.#openEach()
      this.#keep(both)
    } else {
      await this.#openEach()
    }
    await this.#count()
  }

  /** One of the two may be missing: the other one is used, and the trouble is named. */
  async #openEach(): Promise<void> {
    for (const kind of ['camera', 'microphone'] as const) if (!this.#tracks[kind]) await this.#openOne(kind)
    await this.#count()
  }

  async #openOne(kind: Kind): Promise<void> {
    const answer = await ask(kind === 'camera' ? { video: picture(this.#facing) } : { audio: sound })
    if (answer instanceof MediaStream) this.#keep(answer)
    else this.#trouble(kind, troubleOf(answer, kind))
  }

  /** What she refused is not asked for again without her. */
  async #openLost(): Promise<void> {
    for (const kind of ['camera', 'microphone'] as const) {
      const trouble = this.#troubles.get(kind)
      if (this.#tracks[kind] || trouble === undefined || trouble === 'permission-refused') continue
      const answer = await ask(kind === 'camera' ? { video: picture(this.#facing) } : { audio: sound })
      if (answer instanceof MediaStream) this.#keep(answer)
      else if (trouble === lost[kind]) this.#retryLater()
    }
  }

  async #switch(): Promise<void> {
    const before = this.#tracks.camera
    if (!before) return
    const wanted: Facing = this.#facing === 'front' ? 'back' : 'front'
    const oldId = before.getSettings().deviceId
    // Most phones open one camera at a time.
    before.stop()
    const answer = (await this.#other(wanted, oldId)) ?? (await ask({ video: { deviceId: oldId } }))
    if (answer instanceof MediaStream) return this.#keep(answer, wanted)
    this.#set('camera', null)
    this.#lose('camera')
  }

  /** The camera that looks the other way, or where none says so, simply another one. */
  async #other(wanted: Facing, oldId: string | undefined): Promise<MediaStream | null> {
    const answer = await ask({ video: picture(wanted) })
    if (answer instanceof MediaStream && idOf(answer) !== oldId) return answer
    if (answer instanceof MediaStream) answer.getTracks().forEach((track) => track.stop())
    const all = await navigator.mediaDevices.enumerateDevices()
    const another = all.find(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== oldId)
    if (!another) return null
    const { width, height, frameRate } = picture(wanted)
    const second = await ask({ video: { deviceId: { exact: another.deviceId }, width, height, frameRate } })
    return second instanceof MediaStream ? second : null
  }

  #keep(stream: MediaStream, wanted: Facing = this.#facing): void {
    if (!this.#wanted) return stream.getTracks().forEach((track) => track.stop())
    const [camera] = stream.getVideoTracks()
    const [microphone] = stream.getAudioTracks()
    if (camera) {
      const { facingMode } = camera.getSettings()
      this.#facing = facingMode === 'user' ? 'front' : facingMode === 'environment' ? 'back' : wanted
      this.#set('camera', camera)
    }
    if (microphone) this.#set('microphone', microphone)
  }

  #set(kind: Kind, track: MediaStreamTrack | null): void {
    const before = this.#tracks[kind]
    if (before === track) return
    before?.stop()
    this.#tracks[kind] = track
    if (track) this.#watch(kind, track)
    if (kind === 'camera') this.#listener.onCamera(track)
    else this.#listener.onMicrophone(track)
    this.#listener.onChange()
  }

  #watch(kind: Kind, track: MediaStreamTrack): void {
    this.#troubles.delete(kind)
    track.addEventListener('mute', () => this.#listener.onChange())
    track.addEventListener('unmute', () => this.#listener.onChange())
    track.addEventListener('ended', () => {
      if (this.#tracks[kind] !== track) return
      this.#set(kind, null)
      this.#lose(kind)
    })
  }

  #lose(kind: Kind): void {
    this.#trouble(kind, lost[kind])
    this.#tryAgain()
    this.#retryLater()
  }

  #retryLater(): void {
    clearTimeout(this.#retry)
    this.#retry = setTimeout(this.#tryAgain, retryMs)
  }

  #trouble(kind: Kind, trouble: StudioTrouble): void {
    this.#troubles.set(kind, trouble)
    this.#listener.onChange()
  }

  async #count(): Promise<void> {
    const all = await navigator.mediaDevices.enumerateDevices()
    this.#cameras = all.filter(({ kind }) => kind === 'videoinput').length
    this.#listener.onChange()
  }

  /** One thing after the other: a camera that is being opened is not opened a second time. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#busy = this.#busy.then(work).catch(() => this.#loseMissing())
    return this.#busy
  }

  /** The phone failed in a way that nobody foresaw: what is not there is lost, and tried again. */
  #loseMissing(): void {
    for (const kind of ['camera', 'microphone'] as const)
      if (this.#wanted && !this.#tracks[kind] && !this.#troubles.has(kind)) this.#trouble(kind, lost[kind])
    if (this.#wanted && this.#troubles.size > 0) this.#retryLater()
  }
}

const sound: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
}

function picture(facing: Facing) {
  return {
    facingMode: { ideal: facing === 'front' ? 'user' : 'environment' },
    width: { ideal: 1280 },
    height: { ideal: 720 },
    frameRate: { ideal: 30, max: 30 },
  }
}

function idOf(stream: MediaStream): string | undefined {
  return stream.getVideoTracks()[0]?.getSettings().deviceId
}

/** The stream, or why there is none. */
function ask(wanted: MediaStreamConstraints): Promise<unknown> {
  return navigator.mediaDevices.getUserMedia(wanted).catch((error: unknown) => error)
}
