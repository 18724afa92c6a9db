/** One look at the player. Times in milliseconds, positions in seconds of the stream. */
export interface Reading {
  now: number
  position: number
  /** The end of what the playlist offers; null while no playlist has been read. */
  edge: number | null
  /** Where the viewer should be; null while unknown. */
  livePosition: number | null
  bufferedAhead: number
  /** False while hidden, refused, or ended: a picture that stands still then is no stall. */
  shouldPlay: boolean
  /** When a playlist last arrived; null where the browser does not tell. */
  heardAt: number | null
}

export interface Watch {
  position: number
  movedAt: number
  remediesTried: number
}

/** jump: to the live edge · recover: restart the decoder · reload: fetch the stream anew. */
export type Remedy = 'none' | 'jump' | 'recover' | 'reload'
export type Standing = 'idle' | 'moving' | 'stalled' | 'starved'
export interface Verdict {
  watch: Watch
  standing: Standing
  remedy: Remedy
}

const moveSeconds = 0.05
const hiccup = 1500
const firstRemedyAfter = 4000
const longestBetweenRemedies = 16_000
const freshPlaylist = 10_000
/** Up to here hls.js catches up by its pace; beyond, a viewer would stay behind for good. */
export const mostBehindSeconds = 3

export function newWatch(now: number, position: number): Watch {
  return { position, movedAt: now, remediesTried: 0 }
}

/** Judges whether the picture moves, and what to do where it should and does not. */
export function judge(watch: Watch, reading: Reading): Verdict {
  if (!reading.shouldPlay) {
    return { watch: newWatch(reading.now, reading.position), standing: 'idle', remedy: 'none' }
  }
  if (Math.abs(reading.position - watch.position) > moveSeconds) {
    const remedy = isTooFarBehind(reading) ? 'jump' : 'none'
    return { watch: newWatch(reading.now, reading.position), standing: 'moving', remedy }
  }
  return judgeStanding(watch, reading)
}

function judgeStanding(watch: Watch, reading: Reading): Verdict {
  const stoodFor = reading.now - watch.movedAt
  if (stoodFor < hiccup) return { watch, standing: 'moving', remedy: 'none' }
  // The playlist keeps coming and all of it has been shown: the host's side is silent, and nothing here can mend that.
  if (isStarved(reading)) return { watch, standing: 'starved', remedy: 'none' }
  if (stoodFor < remedyDueAfter(watch.remediesTried)) return { watch, standing: 'stalled', remedy: 'none' }
  return {
    watch: { ...watch, remediesTried: watch.remediesTried + 1 },
    standing: 'stalled',
    remedy: chooseRemedy(watch.remediesTried, reading),
  }
}

/** 4 s, then 8, 16, 32, and every 16 from there. */
function remedyDueAfter(tried: number): number {
  const doublings = Math.min(tried, 2)
  return firstRemedyAfter * 2 ** doublings + Math.max(0, tried - 2) * longestBetweenRemedies
}

function chooseRemedy(tried: number, { bufferedAhead, edge, position }: Reading): Remedy {
  if (tried > 0) return 'reload'
  if (bufferedAhead > 0.5) return 'recover'
  return edge !== null && edge - position > 2 ? 'jump' : 'reload'
}

function isTooFarBehind({ livePosition, position }: Reading): boolean {
  return livePosition !== null && livePosition - position > mostBehindSeconds
}

function isStarved({ heardAt, now, edge, position, bufferedAhead }: Reading): boolean {
  const heardLately = heardAt !== null && now - heardAt < freshPlaylist
  return heardLately && edge !== null && edge - position < 1 && bufferedAhead < 0.5
}
