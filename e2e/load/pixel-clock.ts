import type { Page } from '@playwright/test'

/** How old one displayed frame was, in milliseconds, and when (page's clock, ms since 1970) it was displayed. */
export interface Sight {
  seenAt: number
  age: number
}

interface WatchingWindow {
  __sights?: Sight[]
}

/**
 * Reads the clock that the publisher burns into the top of its picture from every frame that the page's first
 * `<video>` displays: 32 bits of the milliseconds since 1970, lowest first, in two rows of sixteen blocks, each
 * block an eighteenth of the width. The frame itself is read, never what a player believes about its delay.
 */
export async function watchClock(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0, undefined, {
    timeout: 60_000,
  })
  await page.evaluate(installReader)
}

/** What was seen since the last call. Ages beyond a minute are misread frames and left out. */
export async function takeSights(page: Page): Promise<Sight[]> {
  const sights = await page.evaluate(() => (window as WatchingWindow).__sights?.splice(0) ?? [])
  return sights.filter(({ age }) => age > 0 && age < 60_000)
}

/** Runs in the page: everything it needs is inside. */
function installReader(): void {
  const store = window as WatchingWindow
  const sights: Sight[] = []
  store.__sights = sights
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const read = () => {
    const video = document.querySelector('video')
    if (!video || !pen) return
    const block = Math.floor(video.videoWidth / 18)
    canvas.width = video.videoWidth
    canvas.height = block * 3
    pen.drawImage(video, 0, 0)
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data
    let clock = 0
    for (let bit = 0; bit < 32; bit++) {
      const x = Math.floor(block * ((bit & 15) + 1.5))
      const y = block * ((bit >> 4) + 1)
      if ((pixels[(y * canvas.width + x) * 4 + 1] ?? 0) > 128) clock += 2 ** bit
    }
    const seenAt = Date.now()
    sights.push({ seenAt, age: (seenAt % 2 ** 32) - clock })
    video.requestVideoFrameCallback(read)
  }
  document.querySelector('video')?.requestVideoFrameCallback(read)
}
