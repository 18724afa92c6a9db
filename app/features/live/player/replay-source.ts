import { hasMediaSource, loadHls, type HlsModule } from './hls-source.ts'
import { playsHlsItself } from './native-source.ts'

const firstPause = 1000
const mostTries = 5

export interface ReplaySource {
  /** When what is seen now was live, in milliseconds since the epoch; null while that is unknown. */
  playingDate: () => number | null
  close: () => void
}

/** Opens a recording in `video`. A broken line is tried again a few times, then told. */
export function openReplay(video: HTMLVideoElement, url: string, onFailed: () => void): ReplaySource {
  let source: ReplaySource | null = null
  let closed = false
  const open = async () => {
    const hlsModule = hasMediaSource() ? await loadHls() : null
    if (closed) return
    if (hlsModule) source = openWithHls(hlsModule, { video, url, onFailed })
    else if (playsHlsItself(video)) video.src = url
    else onFailed()
  }
  // hls.js itself could not be fetched.
  open().catch(onFailed)
  return {
    playingDate: () => (source ? source.playingDate() : nativeDate(video)),
    close: () => {
      closed = true
      source?.close()
    },
  }
}

/** Safari tells when its first picture was; after an interruption its reckoning is too early by as much. */
function nativeDate(video: HTMLVideoElement & { getStartDate?: () => Date }): number | null {
  const start = video.getStartDate?.().getTime()
  return start === undefined || Number.isNaN(start) ? null : start + video.currentTime * 1000
}

function openWithHls(
  { default: HlsClass, ErrorTypes, Events }: HlsModule,
  { video, url, onFailed }: { video: HTMLVideoElement; url: string; onFailed: () => void },
): ReplaySource {
  const hls = new HlsClass({ enableWorker: false, maxBufferLength: 30, backBufferLength: 30 })
  let tries = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  hls.on(Events.FRAG_BUFFERED, () => {
    tries = 0
  })
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
    close: () => {
      clearTimeout(retry)
      hls.destroy()
    },
  }
}
