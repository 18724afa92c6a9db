import { MediaClock } from './media-clock.ts'

/** Where the pictures come from. A canvas is drawn by `draw` right before each is taken. */
export type PublishedSource =
  { stream: MediaStream } | { canvas: HTMLCanvasElement; draw?: () => void; sound?: MediaStreamTrack }

/** Hands on frames whose timestamps are on the shared clock; whoever takes one closes it. */
type TakeFrame = (frame: VideoFrame) => void

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
  const [track] = source.stream.getVideoTracks()
  if (!track) return null
  return window.MediaStreamTrackProcessor
    ? takeFromTrack(new window.MediaStreamTrackProcessor({ track }).readable, take)
    : takeFromElement(source.stream, take)
}

const nowMicroseconds = () => Math.round(performance.now() * 1000)

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

function takeFromTrack(frames: ReadableStream<VideoFrame>, take: TakeFrame): () => void {
  const reader = frames.getReader()
  const clock = new MediaClock()
  const readOn = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      clock.observe({ source: value.timestamp, arrived: nowMicroseconds() })
      const timestamp = clock.at(value.timestamp)
      take(new VideoFrame(value, { timestamp }))
      value.close()
    }
  }
  void readOn()
  return () => void reader.cancel()
}

/** Safari and Firefox: pictures as a hidden element shows them. */
function takeFromElement(stream: MediaStream, take: TakeFrame): () => void {
  const element = document.createElement('video')
  element.muted = true
  element.playsInline = true
  element.srcObject = stream
  let stopped = false
  const onFrame = () => {
    if (stopped) return
    take(new VideoFrame(element, { timestamp: nowMicroseconds() }))
    element.requestVideoFrameCallback(onFrame)
  }
  element.requestVideoFrameCallback(onFrame)
  void element.play()
  return () => {
    stopped = true
    element.srcObject = null
  }
}
