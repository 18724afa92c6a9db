import { hasMediaSource, loadHls, type HlsModule } from './hls-source.ts'
import { playsHlsItself } from './native-source.ts'

const firstPause = 1000
const mostTries = 5

/** Opens a recording in `video`. Returns what closes it. A broken line is tried again a few times, then told. */
export function openReplay(video: HTMLVideoElement, url: string, onFailed: () => void): () => void {
  let close: (() => void) | null = null
  let closed = false
  const open = async () => {
    const hlsModule = hasMediaSource() ? await loadHls() : null
    if (closed) return
    if (hlsModule) close = openWithHls(hlsModule, { video, url, onFailed })
    else if (playsHlsItself(video)) video.src = url
    else onFailed()
  }
  // hls.js itself could not be fetched.
  open().catch(onFailed)
  return () => {
    closed = true
    close?.()
  }
}

function openWithHls(
  { default: HlsClass, ErrorTypes, Events }: HlsModule,
  { video, url, onFailed }: { video: HTMLVideoElement; url: string; onFailed: () => void },
): () => void {
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
  return () => {
    clearTimeout(retry)
    hls.destroy()
  }
}
