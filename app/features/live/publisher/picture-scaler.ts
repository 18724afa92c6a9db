export interface Size {
  width: number
  height: number
}

/** The size of a picture whose shorter side is `shorter` pixels at most, in even numbers as H.264 wants them. */
export function scaledSize({ width, height }: Size, shorter: number): Size {
  const scale = Math.min(1, shorter / Math.min(width, height))
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2))
  // A picture that stays as it is loses its odd last row or column.
  return scale === 1
    ? { width: width & ~1, height: height & ~1 }
    : { width: even(width), height: even(height) }
}

/** Draws pictures smaller. Not every browser's encoder does it by itself. */
export class PictureScaler {
  #canvas: OffscreenCanvas | null = null
  #context: OffscreenCanvasRenderingContext2D | null = null

  /** Closes the frame; the answer has its time. */
  scale(frame: VideoFrame, size: Size): VideoFrame {
    const context = this.#contextFor(size)
    if (!context || !this.#canvas) return frame
    context.drawImage(frame, 0, 0, size.width, size.height)
    const { timestamp } = frame
    frame.close()
    return new VideoFrame(this.#canvas, { timestamp, alpha: 'discard' })
  }

  #contextFor({ width, height }: Size): OffscreenCanvasRenderingContext2D | null {
    if (this.#canvas?.width === width && this.#canvas.height === height) return this.#context
    this.#canvas = new OffscreenCanvas(width, height)
    this.#context = this.#canvas.getContext('2d', { alpha: false })
    return this.#context
  }
}
