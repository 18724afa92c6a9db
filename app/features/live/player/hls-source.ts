import type Hls from 'hls.js/light'
import type * as HlsLight from 'hls.js/light'
import { afterReturn, afterStall, calmLine, mayReturn, stepBackSeconds } from './line-memory.ts'
import type { PictureSource, SourceEvents, SourceFailure } from './picture-source.ts'

/** iPhones have had ManagedMediaSource since iOS 17.1; hls.js prefers it where it is. */
export function hasMediaSource(): boolean {
  return 'MediaSource' in window || 'ManagedMediaSource' in window
}

export type HlsModule = typeof HlsLight

/** Fetches hls.js, apart from the page's own scripts. Resolves to null where the browser's MediaSource takes no H.264. */
export async function loadHls(): Promise<HlsModule | null> {
  const hlsModule = await import('hls.js/light')
  return hlsModule.default.isSupported() ? hlsModule : null
}

export function openHls(
  { default: HlsClass, ErrorDetails, ErrorTypes, Events }: HlsModule,
  { video, url, events }: { video: HTMLVideoElement; url: string; events: SourceEvents },
): PictureSource {
  const hls = new HlsClass({
    lowLatencyMode: true,
    // fMP4 is passed through untouched, so that a worker would only add a hop.
    enableWorker: false,
    // The distance to the edge is the server's PART-HOLD-BACK; drift is caught up at a pace that no ear notices.
    maxLiveSyncPlaybackRate: 1.1,
    liveSyncOnStallIncrease: stepBackSeconds,
    backBufferLength: 8,
    maxBufferLength: 12,
    maxMaxBufferLength: 20,
  })
  let heardAt: number | null = null
  hls.on(Events.LEVEL_LOADED, () => {
    heardAt = Date.now()
  })
  hls.on(Events.ERROR, (_event, error) => {
    if (error.fatal) events.onFailure(error.type === ErrorTypes.MEDIA_ERROR ? 'media' : lineFailure(error))
  })
  returnAfterCalm(hls, { video, ErrorDetails, Events })
  hls.loadSource(url)
  hls.attachMedia(video)
  return hlsSource(hls, () => heardAt)
}

/** Every stall moves hls.js further from the edge, and by itself it never comes back: once the line is calm, it does. */
function returnAfterCalm(
  hls: Hls,
  { video, ErrorDetails, Events }: { video: HTMLVideoElement } & Pick<HlsModule, 'ErrorDetails' | 'Events'>,
): void {
  let line = calmLine
  const onStall = () => {
    line = afterStall(line, Date.now())
  }
  hls.on(Events.ERROR, (_event, { details }) => {
    if (details === ErrorDetails.BUFFER_STALLED_ERROR) onStall()
  })
  hls.on(Events.STALL_RESOLVED, onStall)
  hls.on(Events.LEVEL_LOADED, (_event, { details }) => {
    const isRunning = video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA
    if (!isRunning || !mayReturn(line, Date.now())) return
    line = afterReturn(line, Date.now())
    // Setting it makes hls.js forget the stalls that it has counted.
    hls.targetLatency = details.partHoldBack || details.holdBack
  })
}

function hlsSource(hls: Hls, heardAt: () => number | null): PictureSource {
  return {
    edge: () => hls.latestLevelDetails?.edge ?? null,
    livePosition: () => hls.liveSyncPosition,
    playingAt: () => hls.playingDate?.getTime() ?? null,
    heardAt,
    recover: () => hls.recoverMediaError(),
    close: () => hls.destroy(),
  }
}

function lineFailure(error: HlsLight.ErrorData): SourceFailure {
  const status = error.response?.code
  return status === 404 || status === 410 ? 'gone' : 'network'
}
