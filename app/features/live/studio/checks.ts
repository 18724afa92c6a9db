import type { NetworkWord, SoundWord, StudioTrouble, StudioView } from '../publisher/studio-view.ts'

/** off: nothing to say yet. */
export type Tone = 'good' | 'fair' | 'bad' | 'off'

export type PictureWord = 'off' | 'clear' | 'smaller' | 'gone'

/** What is wrong with the picture itself, before and on air. */
const pictureTroubles: readonly StudioTrouble[] = ['camera-lost', 'picture-stopped', 'hidden', 'call']

export function pictureWord({
  camera,
  quality,
  troubles,
}: {
  camera: Pick<StudioView['camera'], 'ready'>
  quality: Pick<StudioView['quality'], 'lowered'>
  troubles: StudioView['troubles']
}): PictureWord {
  if (troubles.some((trouble) => pictureTroubles.includes(trouble))) return 'gone'
  if (!camera.ready) return 'off'
  return quality.lowered ? 'smaller' : 'clear'
}

export const pictureTones: Record<PictureWord, Tone> = {
  off: 'off',
  clear: 'good',
  smaller: 'fair',
  gone: 'bad',
}

export const soundTones: Record<SoundWord, Tone> = {
  clear: 'good',
  quiet: 'fair',
  silent: 'bad',
  muted: 'bad',
}

export const networkTones: Record<NetworkWord, Tone> = {
  good: 'good',
  fair: 'fair',
  weak: 'bad',
  lost: 'bad',
}

/** With one of these the browser can never go on air as it is. */
const hopeless: readonly StudioTrouble[] = ['insecure', 'unsupported', 'no-transcoder']

/** Whether the large button can be pressed, else the one thing that is missing first. */
export type StartGate = 'open' | 'no-privilege' | 'cannot' | 'no-camera' | 'no-network'

export function startGate({
  mayPublish,
  camera,
  network,
  troubles,
}: {
  mayPublish: boolean
  camera: Pick<StudioView['camera'], 'ready'>
  network: NetworkWord
  troubles: StudioView['troubles']
}): StartGate {
  if (!mayPublish) return 'no-privilege'
  if (troubles.some((trouble) => hopeless.includes(trouble))) return 'cannot'
  if (!camera.ready) return 'no-camera'
  return network === 'lost' ? 'no-network' : 'open'
}
