import type { RefObject } from 'react'
import type { PublishWarning } from '#app/kernel/ingest-wire.ts'
import type { PublisherState } from './publisher-state.ts'

/** How the line is, in words and never as a number. */
export type NetworkWord = 'good' | 'fair' | 'weak' | 'lost'
export type SoundWord = 'clear' | 'quiet' | 'silent' | 'muted'

/** What is being sent: pixels, frames a second, bits a second. `lowered` where it is less than the best. */
export interface Quality {
  step: number
  height: number
  framerate: number
  bitrate: number
  lowered: boolean
}

/** What stands in the way at this moment; the page says each in plain words, by `publisher:troubles.NAME`. */
export type StudioTrouble =
  | 'permission-refused'
  | 'no-camera'
  | 'no-microphone'
  | 'camera-busy'
  | 'insecure'
  | 'unsupported'
  | 'no-transcoder'
  | 'call'
  | 'camera-lost'
  | 'microphone-lost'
  | 'hidden'
  | 'picture-stopped'
  | 'encoder-slow'
  | 'network-weak'

/** Everything that the host's page shows and does about her picture and sound. */
export interface StudioView {
  preview: RefObject<HTMLVideoElement>
  camera: { ready: boolean; facing: 'front' | 'back'; canSwitch: boolean }
  /** `level` is 0 to 1, at this moment. */
  microphone: { level: () => number; muted: boolean }
  state: PublisherState
  network: NetworkWord
  sound: SoundWord
  quality: Quality
  troubles: readonly StudioTrouble[]
  warning: PublishWarning | null
  /** Asks for camera and microphone; called also to try again. */
  openCamera: () => void
  /** Lets camera and microphone go, so that their lamp goes out; they may be opened again. */
  closeCamera: () => void
  switchCamera: () => void
  muteMicrophone: (muted: boolean) => void
  goLive: () => void
  end: () => void
}
