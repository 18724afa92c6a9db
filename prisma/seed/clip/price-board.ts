import { between } from './stage.ts'

/** The price board; `time` in seconds since the scene began. Its rows are written one after the other. */
export function drawPriceBoard(time: number): void {
  const board = document.getElementById('slate')!
  board.style.transform = `scale(${1 + Math.max(0, time) * 0.0035})`
  document.querySelectorAll<HTMLElement>('#slate li').forEach((row, index) => {
    const written = between(time, 0.9 + index * 0.75, 1.5 + index * 0.75)
    row.style.opacity = String(written)
    row.style.transform = `translateX(${(1 - written) * 46}px)`
  })
}
