import type { PictureSource, SourceEvents } from './picture-source.ts'

/** Seconds from the edge at which a browser's own player may be left; it does not tell what it aims at. */
const usualDistance = 3

export function playsHlsItself(video: HTMLVideoElement): boolean {
  return video.canPlayType('application/vnd.apple.mpegurl') !== ''
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
    heardAt: () => null,
    recover: () => video.load(),
    close: () => {
      video.removeEventListener('error', onError)
      video.removeAttribute('src')
      video.load()
    },
  }
}
