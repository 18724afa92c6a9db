import { setTimeout as sleep } from 'node:timers/promises'

/** What viewers were told of one recording: length of all segments so far and of the parts after the last, in seconds. */
export interface Shown {
  segments: Map<string, number>
  trailing: number
}

/** Recordings by name. */
export type AllShown = Map<string, Shown>

/** Reads a room's live playlist over and over and adds up in `shown` what it promises, until stopped. */
export function watchPlaylist(url: string, shown: AllShown): { stop(): Promise<void> } {
  let stopped = false
  const watching = (async () => {
    while (!stopped) {
      // No answer is what a killed server gives: the next one is asked for all the same.
      const text = await fetch(url, { signal: AbortSignal.timeout(2000) })
        .then((answer) => (answer.ok ? answer.text() : null))
        .catch(() => null)
      if (text !== null) readPlaylist(text, shown)
      await sleep(150)
    }
  })()
  return {
    stop: () => {
      stopped = true
      return watching
    },
  }
}

/** Media files are named RECORDING/FILE, relative to the playlist. */
export function readPlaylist(text: string, recordings: AllShown): void {
  let duration = 0
  let trailing = 0
  let current: Shown | undefined
  for (const line of text.split('\n')) {
    const part = /^#EXT-X-PART:.*?DURATION=([\d.]+)/.exec(line)?.[1]
    const segment = /^#EXTINF:([\d.]+)/.exec(line)?.[1]
    const name = /(?:^|URI=")([\w-]+)\/[\w.-]+/.exec(line)?.[1]
    if (name !== undefined) current = recordingOf(recordings, name)
    if (segment !== undefined) duration = Number(segment)
    else if (part !== undefined) trailing += Number(part)
    else if (line !== '' && !line.startsWith('#')) {
      current?.segments.set(line, duration)
      trailing = 0
    }
  }
  if (current) current.trailing = trailing
}

function recordingOf(recordings: AllShown, name: string): Shown {
  const known = recordings.get(name) ?? { segments: new Map<string, number>(), trailing: 0 }
  recordings.set(name, known)
  return known
}

/** Length of what was shown of a recording. */
export function secondsShown({ segments, trailing }: Shown): number {
  return [...segments.values()].reduce((sum, seconds) => sum + seconds, trailing)
}
