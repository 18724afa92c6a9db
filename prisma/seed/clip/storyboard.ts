import { drawHarbour } from './harbour.ts'
import { drawPriceBoard } from './price-board.ts'
import { between } from './stage.ts'
import { drawStall } from './stall.ts'

/** Seconds of one loop: a whole number of pictures (25 a second), AAC frames (48 kHz) and two-second key frames. */
const LOOP = 32

const STALL_FROM = 10
const BOARD_FROM = 22
const HARBOUR_AGAIN_FROM = 30.8
const WIPE = 0.9

/** Shows the clip's picture at `time` seconds. The last second runs into the first, so that the loop has no seam. */
function draw(time: number): void {
  drawHarbour(time < STALL_FROM + WIPE ? time : time - LOOP)
  drawStall(time - STALL_FROM)
  drawPriceBoard(time - BOARD_FROM)
  order(time)
}

function order(time: number): void {
  const stall = between(time, STALL_FROM, STALL_FROM + WIPE)
  const board = between(time, BOARD_FROM, BOARD_FROM + WIPE)
  const harbour = between(time, HARBOUR_AGAIN_FROM, HARBOUR_AGAIN_FROM + WIPE)
  reveal('harbour', time < STALL_FROM + WIPE ? 1 : harbour, time > BOARD_FROM ? 4 : 1)
  reveal('stall', time < BOARD_FROM + WIPE ? stall : 0, 2)
  reveal('board', harbour < 1 ? board : 0, 3)
}

/** Uncovers a scene from the bottom like water rising, `shown` from 0 to 1. */
function reveal(id: string, shown: number, layer: number): void {
  const scene = document.getElementById(id)!
  scene.style.visibility = shown > 0 ? 'visible' : 'hidden'
  scene.style.zIndex = String(layer)
  scene.style.clipPath = shown >= 1 ? 'none' : `path('${waterline(shown)}')`
}

function waterline(shown: number): string {
  const { innerWidth: width, innerHeight: height } = window
  const top = height * 1.06 * (1 - shown) - height * 0.03
  const points = Array.from({ length: 37 }, (_, index) => {
    const x = (index / 36) * width
    return `${x.toFixed(1)} ${(top + Math.sin(index / 3 + shown * 7) * height * 0.018).toFixed(1)}`
  })
  return `M0 ${height}L${points.join('L')}L${width} ${height}Z`
}

Object.assign(window, { draw })
