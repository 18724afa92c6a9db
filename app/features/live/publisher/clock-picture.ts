/**
 * A picture with the time burnt in, for development, end-to-end tests and the latency benchmark: 32 bits of
 * `Date.now()` as white and black blocks, sixteen to a row, lowest bit first, over a background that moves enough to
 * give the encoder real work.
 */
export interface ClockPicture {
  canvas: HTMLCanvasElement
  draw: () => void
}

const bitsPerRow = 16

/** The block grid that readers of the clock need: block (column, row) begins at (column + 1, row + ½) × `block` pixels. */
export function clockGrid(width: number): { block: number; bitsPerRow: number; rows: number } {
  return { block: Math.floor(width / (bitsPerRow + 2)), bitsPerRow, rows: 2 }
}

/** The lowest eighth is white in the first tenth of each second; `onFlash` is called as it is drawn first. */
export function createClockPicture(canvas: HTMLCanvasElement, onFlash?: () => void): ClockPicture {
  const { width, height } = canvas
  const context = canvas.getContext('2d', { alpha: false })
  if (!context) throw new Error('no 2d canvas')
  const background = drawBackground(width, height)
  const { block } = clockGrid(width)
  let shift = 0
  let second = Math.floor(Date.now() / 1000)

  function draw(): void {
    if (!context) return
    const now = Date.now()
    shift = (shift + 3) % width
    context.drawImage(background, -shift, 0)
    context.drawImage(background, width - shift, 0)
    context.fillStyle = '#000'
    context.fillRect(0, 0, width, block * 3)
    context.fillStyle = '#fff'
    for (let bit = 0; bit < 32; bit += 1) {
      if (Math.floor((now % 2 ** 32) / 2 ** bit) % 2 === 0) continue
      const row = Math.floor(bit / bitsPerRow)
      const column = bit % bitsPerRow
      context.fillRect(block * (column + 1), block * (row + 0.5), block, block)
    }
    context.font = `${block}px sans-serif`
    context.fillText(new Date(now).toISOString(), block, block * 4)
    context.fillStyle = now % 1000 < 100 ? '#fff' : '#000'
    context.fillRect(0, (height * 7) / 8, width, height / 8)
    if (Math.floor(now / 1000) === second) return
    second = Math.floor(now / 1000)
    onFlash?.()
  }

  return { canvas, draw }
}

function drawBackground(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { alpha: false })
  for (let index = 0; context && index < 200; index += 1) {
    // Fixed places: the same picture each time, so that runs of the benchmark compare.
    context.fillStyle = `hsl(${(index * 47) % 360}, 60%, 50%)`
    context.fillRect((index * 131) % width, (index * 197) % height, 60, 60)
  }
  return canvas
}

/** A quiet tone with a beep when it is asked for, as a track. Call it from a press: browsers start sound only then. */
export function createClockSound(): { track: MediaStreamTrack; beep(): void; stop(): void } {
  const context = new AudioContext({ latencyHint: 'interactive' })
  const tone = new OscillatorNode(context, { frequency: 440 })
  const volume = new GainNode(context, { gain: 0.02 })
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
  tone.connect(volume).connect(destination)
  tone.start()
  void context.resume()
  const [track] = destination.stream.getAudioTracks()
  if (!track) throw new Error('no sound track')
  return {
    track,
    beep() {
      volume.gain.setValueAtTime(0.3, context.currentTime)
      volume.gain.setValueAtTime(0.02, context.currentTime + 0.1)
    },
    stop() {
      tone.stop()
      void context.close()
    },
  }
}
