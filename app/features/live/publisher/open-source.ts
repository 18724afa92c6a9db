import { createClockPicture, createClockSound } from './clock-picture.ts'
import type { PublishedSource } from './picture-source.ts'

/** An opened picture with sound, how to show it, and how to let it go. */
export interface OpenedSource {
  source: PublishedSource
  close(): void
}

/** Opens the rear camera where there is one, upright as phones hold it. Rejects where she does not allow it. */
export async function openCamera(preview: HTMLVideoElement): Promise<OpenedSource> {
  const stream = await navigator.mediaDevices.getUserMedia({
    video: {
      facingMode: 'environment',
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    },
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true },
  })
  preview.srcObject = stream
  return { source: { stream }, close: () => stream.getTracks().forEach((track) => track.stop()) }
}

export function openClock(canvas: HTMLCanvasElement): OpenedSource {
  const sound = createClockSound()
  const { draw } = createClockPicture(canvas, () => sound.beep())
  return { source: { canvas, draw, sound: sound.track }, close: () => sound.stop() }
}
