import type { Strain } from './quality-ladder.ts'
import type { PublisherState } from './publisher-state.ts'
import type { NetworkWord, StudioTrouble } from './studio-view.ts'

/** What is known at one moment of the line and of what is sent. */
export interface StudioFacts {
  state: PublisherState
  online: boolean
  /** How much longer than usual what is sent takes to arrive, in ms. */
  waitingMs: number
  /** What keeps the picture small or paused. */
  strain: Strain | null
  hidden: boolean
  /** For how long no picture came from an open camera, in ms. */
  pictureStoppedMs: number
  cameraMuted: boolean
  microphoneMuted: boolean
  soundStopped: boolean
  /** What the devices say themselves. */
  devices: readonly StudioTrouble[]
}

const fairMs = 150
const stoppedMs = 2_000

export function isPublishing({ name }: PublisherState): boolean {
  return name !== 'idle' && name !== 'ended' && name !== 'refused'
}

export function networkWord({ state, online, strain, waitingMs }: StudioFacts): NetworkWord {
  if (!online || state.name === 'reconnecting') return 'lost'
  if (strain === 'network') return 'weak'
  return waitingMs > fairMs ? 'fair' : 'good'
}

/** The gravest first. What follows from another trouble is not said as well. */
export function troublesOf(facts: StudioFacts): StudioTrouble[] {
  const { state, devices, strain } = facts
  const troubles = new Set(devices)
  const publishing = isPublishing(state)
  if (state.name === 'refused' && state.reason === 'no-transcoder') troubles.add('no-transcoder')
  if (state.name === 'refused' && state.reason === 'no-h264') troubles.add('unsupported')
  if (facts.microphoneMuted || (publishing && facts.soundStopped)) troubles.add('call')
  if (publishing && facts.hidden) troubles.add('hidden')
  else if (pictureStopped(facts)) troubles.add('picture-stopped')
  if (publishing && strain === 'encoder') troubles.add('encoder-slow')
  if (publishing && strain === 'network') troubles.add('network-weak')
  return [...troubles]
}

function pictureStopped({ devices, cameraMuted, pictureStoppedMs }: StudioFacts): boolean {
  if (devices.some((trouble) => trouble !== 'no-microphone' && trouble !== 'microphone-lost')) return false
  return cameraMuted || pictureStoppedMs > stoppedMs
}
