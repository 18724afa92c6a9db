/** How far `time` is between two moments, eased, from 0 to 1. */
export function between(time: number, from: number, to: number): number {
  const share = Math.min(1, Math.max(0, (time - from) / (to - from)))
  return share * share * (3 - 2 * share)
}

/** In at `from`, out at `to`, each within `fade` seconds. */
export function during(time: number, { from, to, fade }: { from: number; to: number; fade: number }): number {
  return between(time, from, from + fade) * (1 - between(time, to - fade, to))
}

/** A calm swing of `size`, once in `period` seconds. */
export function swing(
  time: number,
  { period, size, phase = 0 }: { period: number; size: number; phase?: number },
): number {
  return Math.sin((time / period + phase) * 2 * Math.PI) * size
}

/** A drawing's group by its id. A missing one is a bug: the drawing changed under the storyboard. */
export function layer(id: string): SVGGElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the drawing has no group ${id}`)
  return found as unknown as SVGGElement
}

const frames = new Map<string, SVGGElement>()

/** A group around some parts of a drawing, made once under `name`, so that they move without losing their own transform. */
export function frameAround(name: string, parts: () => Element[]): SVGGElement {
  const known = frames.get(name)
  if (known !== undefined) return known
  const [first, ...rest] = parts()
  if (first === undefined) throw new Error(`nothing to put a frame around: ${name}`)
  const frame = document.createElementNS('http://www.w3.org/2000/svg', 'g')
  first.replaceWith(frame)
  frame.append(first, ...rest)
  frames.set(name, frame)
  return frame
}

/** Moves a whole layer. */
export function move(id: string, transform: string): void {
  frameAround(id, () => [layer(id)]).setAttribute('transform', transform)
}

/** Points the camera at a scene: `zoom` from 1, around a point in the drawing's own units (1080 × 1920). */
export function camera(id: string, { zoom, x, y }: { zoom: number; x: number; y: number }): void {
  const drawing = document.querySelector<SVGSVGElement>(`#${id} > svg`)!
  const width = 1080 / zoom
  const height = 1920 / zoom
  const left = Math.min(1080 - width, Math.max(0, x - width / 2))
  const top = Math.min(1920 - height, Math.max(0, y - height / 2))
  drawing.setAttribute('viewBox', `${left} ${top} ${width} ${height}`)
}
