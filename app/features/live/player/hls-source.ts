import type Hls from 'hls.js/light'
import type * as HlsLight from 'hls.js/light'
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
  { default: HlsClass, ErrorTypes, Events }: HlsModule,
  { video, url, events }: { video: HTMLVideoElement; url: string; events: SourceEvents },
): PictureSource {
  const hls = new HlsClass({
    lowLatencyMode: true,
    // fMP4 is passed through untouched, so that a worker would only add a hop.
    enableWorker: false,
    // The distance to the edge is the server's PART-HOLD-BACK; drift is caught up at a pace that no ear notices.
    maxLiveSyncPlaybackRate: 1.1,
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
  hls.loadSource(url)
  hls.attachMedia(video)
  return hlsSource(hls, () => heardAt)
}

function hlsSource(hls: Hls, heardAt: () => number | null): PictureSource {
  return {
    edge: () => hls.latestLevelDetails?.edge ?? null,
    livePosition: () => hls.liveSyncPosition,
    heardAt,
    recover: () => hls.recoverMediaError(),
    close: () => hls.destroy(),
  }
}

function lineFailure(error: HlsLight.ErrorData): SourceFailure {
  const status = error.response?.code
  return status === 404 || status === 410 ? 'gone' : 'network'
}
