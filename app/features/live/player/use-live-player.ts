import { useCallback, useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import { LivePlayer, type PlayerNews, type PlayerSnapshot } from './live-player.ts'
import { keepSound, wantsSound } from './sound-preference.ts'

export interface LivePlayerView extends PlayerSnapshot {
  videoRef: RefObject<HTMLVideoElement>
  /** False until scripts run: then there is nothing to control yet. */
  ready: boolean
  turnSound: (on: boolean) => void
  chooseSoundOnly: (on: boolean) => void
  tap: () => void
  /** When what she sees was before the camera (ms since the epoch); null where that is unknown. */
  playingAt: () => number | null
}

const beforeStart: PlayerSnapshot = { stage: 'connecting', sound: false, soundOnly: false }
const noSubscription = () => () => undefined

export interface LivePlayerProps {
  room: string
  /** Another broadcast in the same room is another stream. */
  broadcast: string | undefined
  onAir: boolean
  /** For a cover, which never sounds. */
  quiet?: boolean
  playing?: boolean
  onNews: (news: PlayerNews) => void
}

/** Ties a LivePlayer to a video element for as long as the same broadcast is shown. */
export function useLivePlayer(props: LivePlayerProps): LivePlayerView {
  const videoRef = useRef<HTMLVideoElement>(null)
  const player = usePlayerOn(videoRef, props)
  useWake(player, props.onAir)
  const snapshot = useSyncExternalStore(
    player?.subscribe ?? noSubscription,
    player?.snapshot ?? (() => beforeStart),
    () => beforeStart,
  )
  return {
    ...snapshot,
    videoRef,
    ready: player !== null,
    turnSound: (on) => {
      keepSound(on)
      player?.turnSound(on)
    },
    chooseSoundOnly: (on) => player?.chooseSoundOnly(on),
    tap: () => player?.tap(),
    playingAt: useCallback(() => player?.playingAt() ?? null, [player]),
  }
}

function usePlayerOn(
  videoRef: RefObject<HTMLVideoElement>,
  { room, broadcast, quiet = false, playing = true, onNews }: LivePlayerProps,
): LivePlayer | null {
  const [player, setPlayer] = useState<LivePlayer | null>(null)
  const newsRef = useRef(onNews)
  useEffect(() => {
    newsRef.current = onNews
  }, [onNews])
  useEffect(() => {
    const video = videoRef.current
    if (video === null || !playing) return
    const sound = !quiet && wantsSound()
    const started = new LivePlayer({ video, room, sound, onNews: (news) => newsRef.current(news) })
    setPlayer(started)
    started.start()
    return () => {
      started.stop()
      setPlayer(null)
    }
    // `broadcast` is not read: it says when the stream is another one.
  }, [videoRef, room, broadcast, quiet, playing])
  return player
}

/** Wakes the player when the page learns that the host is back, not when it first opens. */
function useWake(player: LivePlayer | null, onAir: boolean): void {
  const wasOnAir = useRef(onAir)
  useEffect(() => {
    if (onAir && !wasOnAir.current) player?.wake()
    wasOnAir.current = onAir
  }, [player, onAir])
}
