/** Looks at one picture of a camera; null where no code is in it, or none that can be read. */
export type CodeReader = (picture: HTMLVideoElement) => Promise<string | null>

interface Detector {
  detect: (picture: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats?: () => Promise<string[]>
}

/** Pictures are made as small as this before we look for a code ourselves: the longer side, in pixels. */
const longestSide = 800

/** The browser's own reader of QR codes; where it has none (iPhones, most desktops), ours. */
export async function openCodeReader(): Promise<CodeReader> {
  return (await browserReader()) ?? ownReader()
}

async function browserReader(): Promise<CodeReader | null> {
  const Detector = (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  const formats: string[] | undefined = await Detector?.getSupportedFormats?.().catch(() => [])
  if (Detector === undefined || formats?.includes('qr_code') !== true) return null
  const detector = new Detector({ formats: ['qr_code'] })
  return async (picture) => (await detector.detect(picture))[0]?.rawValue ?? null
}

async function ownReader(): Promise<CodeReader> {
  const { default: jsQR } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const drawing = canvas.getContext('2d', { willReadFrequently: true })
  return (picture) => {
    const { videoWidth, videoHeight } = picture
    const scale = Math.min(1, longestSide / Math.max(videoWidth, videoHeight, 1))
    const [width, height] = [Math.round(videoWidth * scale), Math.round(videoHeight * scale)]
    if (drawing === null || width === 0 || height === 0) return Promise.resolve(null)
    Object.assign(canvas, { width, height })
    drawing.drawImage(picture, 0, 0, width, height)
    const pixels = drawing.getImageData(0, 0, width, height)
    const found = jsQR(pixels.data, width, height, { inversionAttempts: 'dontInvert' })
    return Promise.resolve(found === null || found.data === '' ? null : found.data)
  }
}
