import { hasMediaSource, loadHls, type HlsModule } from './hls-source.ts'
import { nativeDate, playsHlsItself } from './native-source.ts'

const firstPause = 1000
const mostTries = 5

export interface ReplaySource {
  /** When what is seen now was live, in milliseconds since the epoch; null while that is unknown. */
  playingDate: () => number | null
  /** Shows what was live at this moment (ms since the epoch), as soon as it is known where that lies. */
  seek: (date: number) => void
  close: () => void
}

/** Opens a recording in `video`. A broken line is tried again a few times, then told. */
export function openReplay(video: HTMLVideoElement, url: string, onFailed: () => void): ReplaySource {
  let source: Pick<ReplaySource, 'playingDate' | 'close'> & { positionOf: (date: number) => number | null } =
    {
      playingDate: () => nativeDate(video),
      positionOf: (date) => nativePosition(video, date),
      close: () => undefined,
    }
  let closed = false
  let wanted: number | null = null
  const trySeek = () => {
    // Before it has metadata, a video forgets where it was told to be.
    if (wanted === null || video.readyState < HTMLMediaElement.HAVE_METADATA) return
    const position = source.positionOf(wanted)
    if (position === null) return
    wanted = null
    video.currentTime = position
  }
  const open = async () => {
    const hlsModule = hasMediaSource() ? await loadHls() : null
    if (closed) return
    if (hlsModule) source = openWithHls(hlsModule, { video, url, onFailed, onLoaded: trySeek })
    else if (playsHlsItself(video)) video.src = url
    else onFailed()
  }
  video.addEventListener('loadedmetadata', trySeek)
  // hls.js itself could not be fetched.
  open().catch(onFailed)
  return {
    playingDate: () => source.playingDate(),
    seek: (date) => {
      wanted = date
      trySeek()
    },
    close: () => {
      closed = true
      video.removeEventListener('loadedmetadata', trySeek)
      source.close()
    },
  }
}

function nativePosition(video: HTMLVideoElement, date: number): number | null {
  const now = nativeDate(video)
  return now === null ? null : Math.max(0, video.currentTime + (date - now) / 1000)
}

interface DatedPiece {
  /** Seconds from the recording's beginning. */
  start: number
  duration: number
  /** When it was live, in milliseconds since the epoch. */
  programDateTime: number | null
}

/** Where a moment lies in a recording; one in a gap (her network was lost) is the first picture after it. */
export function positionIn(pieces: readonly DatedPiece[], date: number): number | null {
  let last: number | null = null
  for (const { start, duration, programDateTime } of pieces) {
    if (programDateTime === null) continue
    const into = (date - programDateTime) / 1000
    if (into < duration) return start + Math.max(0, into)
    last = start + duration
  }
  return last
}

function openWithHls(
  { default: HlsClass, ErrorTypes, Events }: HlsModule,
  {
    video,
    url,
    onFailed,
    onLoaded,
  }: { video: HTMLVideoElement; url: string; onFailed: () => void; onLoaded: () => void },
) {
  const hls = new HlsClass({ enableWorker: false, maxBufferLength: 30, backBufferLength: 30 })
  let tries = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  hls.on(Events.FRAG_BUFFERED, () => {
    tries = 0
  })
  hls.on(Events.LEVEL_UPDATED, onLoaded)
  hls.on(Events.ERROR, (_event, error) => {
    if (!error.fatal) return
    if (++tries > mostTries) return onFailed()
    if (error.type === ErrorTypes.MEDIA_ERROR) return hls.recoverMediaError()
    retry = setTimeout(
      () => (hls.levels.length > 0 ? hls.startLoad() : hls.loadSource(url)),
      firstPause * tries,
    )
  })
  video.disableRemotePlayback = true
  hls.loadSource(url)
  hls.attachMedia(video)
  return {
    playingDate: () => hls.playingDate?.getTime() ?? null,
    positionOf: (date: number) => positionIn(hls.latestLevelDetails?.fragments ?? [], date),
    close: () => {
      clearTimeout(retry)
      hls.destroy()
    },
  }
}
