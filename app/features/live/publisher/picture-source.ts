import { MediaClock } from './media-clock.ts'

/** Hands on pictures until it is told to stop; the camera behind it may change meanwhile. */
export interface PictureFeed {
  take(take: TakeFrame): () => void
  /** The present camera, for a recorder; null where none is open. */
  readonly track: MediaStreamTrack | null
  /** Called when another camera has been put in its place. Answers how to be called no longer. */
  onTrack(listener: () => void): () => void
}

/** Where the pictures come from. A canvas is drawn by `draw` right before each is taken. */
export type PublishedSource =
  | { stream: MediaStream }
  | { canvas: HTMLCanvasElement; draw?: () => void; sound?: MediaStreamTrack }
  | { feed: PictureFeed; sound?: MediaStreamTrack }

/** Hands on frames whose timestamps are on the shared clock; whoever takes one closes it. */
export type TakeFrame = (frame: VideoFrame) => void

/** Not in TypeScript's DOM yet (mediacapture-transform). */
declare global {
  interface Window {
    MediaStreamTrackProcessor?: new (init: { track: MediaStreamTrack }) => {
      readable: ReadableStream<VideoFrame>
    }
  }
}

export function soundOf(source: PublishedSource): MediaStreamTrack | undefined {
  return 'stream' in source ? source.stream.getAudioTracks()[0] : source.sound
}

/** Begins to take pictures and answers how to stop, or null where the source has none. */
export function takePictures(
  source: PublishedSource,
  framerate: number,
  take: TakeFrame,
): (() => void) | null {
  if ('canvas' in source) return takeFromCanvas(source, framerate, take)
  if ('feed' in source) return source.feed.take(take)
  const [track] = source.stream.getVideoTracks()
  return track ? takeFromTrack(track, take) : null
}

/** Pictures of one camera until it ends or the answer is called. */
export function takeFromTrack(track: MediaStreamTrack, take: TakeFrame): () => void {
  return window.MediaStreamTrackProcessor
    ? takeFromProcessor(new window.MediaStreamTrackProcessor({ track }).readable, take)
    : takeFromElement(new MediaStream([track]), take)
}

export const nowMicroseconds = () => Math.round(performance.now() * 1000)

function takeFromCanvas(
  source: { canvas: HTMLCanvasElement; draw?: () => void },
  framerate: number,
  take: TakeFrame,
): () => void {
  const timer = setInterval(() => {
    source.draw?.()
    take(new VideoFrame(source.canvas, { timestamp: nowMicroseconds() }))
  }, 1000 / framerate)
  return () => clearInterval(timer)
}

function takeFromProcessor(frames: ReadableStream<VideoFrame>, take: TakeFrame): () => void {
  const reader = frames.getReader()
  const clock = new MediaClock()
  let stopped = false
  const readOn = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clock.observe({ source: value.timestamp, arrived: nowMicroseconds() })
      const timestamp = clock.at(value.timestamp)
      if (!stopped) take(new VideoFrame(value, { timestamp }))
      value.close()
    }
  }
  // A camera that is taken away ends its stream with an error: its track says so as well.
  readOn().catch(() => undefined)
  return () => {
    stopped = true
    reader.cancel().catch(() => undefined)
  }
}

/** Safari and Firefox: pictures as a hidden element shows them. */
function takeFromElement(stream: MediaStream, take: TakeFrame): () => void {
  const element = document.createElement('video')
  element.muted = true
  element.playsInline = true
  element.srcObject = stream
  let stopped = false
  const onFrame: VideoFrameRequestCallback = (_now, { captureTime }) => {
    if (stopped) return
    const timestamp = captureTime === undefined ? nowMicroseconds() : Math.round(captureTime * 1000)
    take(new VideoFrame(element, { timestamp }))
    element.requestVideoFrameCallback(onFrame)
  }
  element.requestVideoFrameCallback(onFrame)
  // It is refused where the page is hidden at this moment, and plays when it is seen.
  element.play().catch(() => undefined)
  return () => {
    stopped = true
    element.srcObject = null
  }
}
