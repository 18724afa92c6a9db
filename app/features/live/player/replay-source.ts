import { hasMediaSource } from './hls-source.ts'
import { playsHlsItself } from './native-source.ts'

const firstPause = 1000
const mostTries = 5

/** Opens a recording in `video`. Returns what closes it. A broken line is tried again a few times, then told. */
export function openReplay(video: HTMLVideoElement, url: string, onFailed: () => void): () => void {
  let close: (() => void) | null = null
  let closed = false
  const open = async () => {
    const opened = hasMediaSource() ? await openWithHls(video, url, onFailed) : null
    if (closed) return opened?.()
    if (opened) close = opened
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

async function openWithHls(
  video: HTMLVideoElement,
  url: string,
  onFailed: () => void,
): Promise<(() => void) | null> {
  const { default: HlsClass, ErrorTypes, Events } = await import('hls.js/light')
  if (!HlsClass.isSupported()) return null
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
    retry = setTimeout(() => (hls.levels.length > 0 ? hls.startLoad() : hls.loadSource(url)), firstPause * tries)
  })
  video.disableRemotePlayback = true
  hls.loadSource(url)
  hls.attachMedia(video)
  return () => {
    clearTimeout(retry)
    hls.destroy()
  }
}
