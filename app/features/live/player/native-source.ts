import type { PictureSource, SourceEvents } from './picture-source.ts'

/** Seconds from the edge at which a browser's own player may be left; it does not tell what it aims at. */
const usualDistance = 3

export function playsHlsItself(video: HTMLVideoElement): boolean {
  return video.canPlayType('application/vnd.apple.mpegurl') !== ''
}

/** Safari tells when its first picture was; after an interruption its reckoning is too early by as much. */
export function nativeDate(video: HTMLVideoElement & { getStartDate?: () => Date }): number | null {
  const start = video.getStartDate?.().getTime()
  return start === undefined || Number.isNaN(start) ? null : start + video.currentTime * 1000
}

/** The browser's own HLS: it says less of what it does, so the watch leans on the element alone. */
export function openNative({
  video,
  url,
  events,
}: {
  video: HTMLVideoElement
  url: string
  events: SourceEvents
}): PictureSource {
  const edge = () => {
    const { seekable } = video
    return seekable.length > 0 ? seekable.end(seekable.length - 1) : null
  }
  const onError = () =>
    events.onFailure(video.error?.code === MediaError.MEDIA_ERR_DECODE ? 'media' : 'network')
  video.addEventListener('error', onError)
  video.src = url
  return {
    edge,
    livePosition: () => {
      const end = edge()
      return end === null ? null : Math.max(0, end - usualDistance)
    },
    playingAt: () => nativeDate(video),
    heardAt: () => null,
    recover: () => video.load(),
    close: () => {
      video.removeEventListener('error', onError)
      video.removeAttribute('src')
      video.load()
    },
  }
}
