import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import { LivePlayer, type PlayerNews, type PlayerSnapshot } from './live-player.ts'
import { keepSound, wantsSound } from './sound-preference.ts'

export interface LivePlayerView extends PlayerSnapshot {
  videoRef: RefObject<HTMLVideoElement>
  /** False until scripts run: then there is nothing to control yet. */
  ready: boolean
  turnSound(on: boolean): void
  chooseSoundOnly(on: boolean): void
  tap(): void
}

const beforeStart: PlayerSnapshot = { stage: 'connecting', sound: false, soundOnly: false }
const noSubscription = () => () => {}

/**
 * Ties a LivePlayer to a video element for as long as the same broadcast is shown. `onAir` turning true again (the
 * host is back) wakes it at once; `quiet` is for a cover, which never sounds.
 */
export function useLivePlayer({
  room,
  broadcast,
  onAir,
  quiet = false,
  playing = true,
  onNews,
}: {
  room: string
  broadcast: string | undefined
  onAir: boolean
  quiet?: boolean
  playing?: boolean
  onNews(news: PlayerNews): void
}): LivePlayerView {
  const videoRef = useRef<HTMLVideoElement>(null)
  const newsRef = useRef(onNews)
  const [player, setPlayer] = useState<LivePlayer | null>(null)
  useEffect(() => {
    newsRef.current = onNews
  }, [onNews])
  useEffect(() => {
    const video = videoRef.current
    if (video === null || !playing) return
    const started = new LivePlayer({
      video,
      room,
      sound: !quiet && wantsSound(),
      onNews: (news) => newsRef.current(news),
    })
    setPlayer(started)
    started.start()
    return () => {
      started.stop()
      setPlayer(null)
    }
  }, [room, broadcast, quiet, playing])
  useWake(player, onAir)
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
  }
}

/** Wakes the player when the page learns that the host is back, not when it first opens. */
function useWake(player: LivePlayer | null, onAir: boolean): void {
  const wasOnAir = useRef(onAir)
  useEffect(() => {
    if (onAir && !wasOnAir.current) player?.wake()
    wasOnAir.current = onAir
  }, [player, onAir])
}
