import { codePicture, type Poster } from './poster.ts'
import { breakLines } from './text-lines.ts'

const width = 1080
const height = 1440
const edge = 64
const pictureHeight = 880
const codeSize = 280

/** Draws the poster in the browser's own Chinese type and answers it as a picture's address, small enough for a chat. */
export async function drawPoster(poster: Poster): Promise<string> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no pictures')
  const [cover, portrait, code] = await Promise.all([
    loadPicture(poster.cover),
    poster.portrait === null ? null : loadPicture(poster.portrait),
    loadPicture(codePicture(poster.code)),
  ])
  const pen = new Pen(context)
  pen.fill('#ffffff', { x: 0, y: 0, width, height })
  pen.picture(cover, { x: 0, y: 0, width, height: pictureHeight })
  drawOverPicture(pen, poster)
  drawWords(pen, poster)
  drawHost(pen, poster, portrait)
  drawCode(pen, poster, code)
  return canvas.toDataURL('image/jpeg', 0.9)
}

const colours = {
  ink: '#0f2a2f',
  muted: '#55696e',
  sea: '#0d5560',
  seaSoft: '#dbebe9',
  coral: '#cc4029',
  veil: 'rgb(6 34 39 / 0.7)',
}

function drawOverPicture(pen: Pen, { brand, when, live }: Poster): void {
  pen.pill(brand, { x: edge, y: edge, ground: colours.veil, size: 40 })
  if (when !== null)
    pen.pill(when, {
      x: edge,
      y: pictureHeight - edge - 84,
      ground: live ? colours.coral : colours.sea,
      size: 44,
    })
}

function drawWords(pen: Pen, { title, place }: Poster): void {
  const room = width - 2 * edge - codeSize - 40
  const below = pen.words(title, { x: edge, y: pictureHeight + 112, room, size: 64, weight: 700, most: 2 })
  pen.words(place, {
    x: edge,
    y: below - 8,
    room,
    size: 38,
    weight: 400,
    most: 1,
    colour: colours.muted,
  })
}

function drawHost(pen: Pen, { host }: Poster, portrait: HTMLImageElement | null): void {
  const size = 120
  const y = height - edge - size
  pen.disc(portrait, { x: edge, y, size, letter: Array.from(host)[0] ?? '' })
  const room = width - 2 * edge - codeSize - 40 - size - 28
  pen.words(host, { x: edge + size + 28, y: y + size / 2 + 17, room, size: 48, weight: 600, most: 1 })
}

function drawCode(pen: Pen, { scan }: Poster, code: HTMLImageElement): void {
  const x = width - edge - codeSize
  const y = pictureHeight + 72
  pen.picture(code, { x, y, width: codeSize, height: codeSize })
  pen.words(scan, {
    x: x + codeSize / 2,
    y: y + codeSize + 52,
    room: codeSize + 60,
    size: 34,
    weight: 400,
    most: 2,
    colour: colours.muted,
    centred: true,
  })
}

interface Place {
  x: number
  y: number
}

/** A few strokes over the browser's canvas. */
class Pen {
  readonly #context: CanvasRenderingContext2D
  readonly #face = getComputedStyle(document.body).fontFamily

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context
  }

  fill(colour: string, { x, y, width: wide, height: high }: Place & { width: number; height: number }): void {
    this.#context.fillStyle = colour
    this.#context.fillRect(x, y, wide, high)
  }

  /** Cut to its place, a little above the middle, where a face mostly is. */
  picture(
    picture: HTMLImageElement,
    { x, y, width: wide, height: high }: Place & { width: number; height: number },
  ): void {
    const scale = Math.max(wide / picture.naturalWidth, high / picture.naturalHeight)
    const [cutWidth, cutHeight] = [wide / scale, high / scale]
    const left = (picture.naturalWidth - cutWidth) / 2
    const top = (picture.naturalHeight - cutHeight) * 0.35
    this.#context.drawImage(picture, left, top, cutWidth, cutHeight, x, y, wide, high)
  }

  pill(text: string, { x, y, ground, size }: Place & { ground: string; size: number }): void {
    const context = this.#context
    this.#type(size, 700)
    const wide = context.measureText(text).width + size * 1.2
    context.fillStyle = ground
    context.beginPath()
    // Phones of before 2023 have no round corners.
    if ('roundRect' in context) context.roundRect(x, y, wide, size * 1.9, 16)
    else (context as CanvasRenderingContext2D).rect(x, y, wide, size * 1.9)
    context.fill()
    context.fillStyle = '#ffffff'
    context.fillText(text, x + size * 0.6, y + size * 1.32)
  }

  /** Answers where the next line would stand. */
  words(
    text: string,
    {
      x,
      y,
      room,
      size,
      weight,
      most,
      colour = colours.ink,
      centred = false,
    }: Place & {
      room: number
      size: number
      weight: number
      most: number
      colour?: string
      centred?: boolean
    },
  ): number {
    const context = this.#context
    this.#type(size, weight)
    context.fillStyle = colour
    context.textAlign = centred ? 'center' : 'left'
    const lines = breakLines(text, (line) => context.measureText(line).width <= room, most)
    for (const [place, line] of lines.entries()) context.fillText(line, x, y + place * size * 1.3)
    context.textAlign = 'left'
    return y + lines.length * size * 1.3
  }

  disc(
    picture: HTMLImageElement | null,
    { x, y, size, letter }: Place & { size: number; letter: string },
  ): void {
    const context = this.#context
    context.save()
    context.beginPath()
    context.arc(x + size / 2, y + size / 2, size / 2, 0, 2 * Math.PI)
    context.clip()
    this.fill(colours.seaSoft, { x, y, width: size, height: size })
    if (picture) this.picture(picture, { x, y, width: size, height: size })
    else
      this.words(letter, {
        x: x + size / 2,
        y: y + size * 0.64,
        room: size,
        size: size * 0.4,
        weight: 700,
        most: 1,
        colour: colours.sea,
        centred: true,
      })
    context.restore()
  }

  #type(size: number, weight: number): void {
    this.#context.font = `${weight} ${size}px ${this.#face}`
  }
}

function loadPicture(address: string): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const picture = new Image()
    picture.onload = () => resolve(picture)
    picture.onerror = () => reject(new Error('a picture of the poster did not come'))
    picture.src = address
  })
}
