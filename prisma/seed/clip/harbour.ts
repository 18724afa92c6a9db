import { between, camera, during, frameAround, layer, move, swing } from './stage.ts'

/** The harbour at dawn; `time` in seconds, negative in the second before the loop starts again. */
export function drawHarbour(time: number): void {
  const drift = between(time, -4, 14)
  camera('harbour', { zoom: 1.07 + drift * 0.13, x: 500 + drift * 90, y: 960 - drift * 50 })
  drawSky(time)
  drawSea(time)
  drawBoats(time, drift)
  move('scene-harbour-dawn-hills', `translate(${-drift * 10} 0)`)
  move('scene-harbour-dawn-foreground', `translate(${-drift * 34} ${drift * 26 + 14})`)
  document.getElementById('harbour-title')!.style.opacity = String(
    during(time, { from: 0.9, to: 9.4, fade: 0.8 }),
  )
}

function drawSky(time: number): void {
  const sky = () => [...layer('scene-harbour-dawn-sky').children]
  frameAround('sun', () => sky().slice(4, 6)).setAttribute(
    'transform',
    `translate(0 ${60 - between(time, -6, 16) * 100})`,
  )
  frameAround('clouds', () => sky().slice(5, 6)).setAttribute('transform', `translate(${time * 2.5} 0)`)
  frameAround('gulls', () => sky().slice(6, 7)).setAttribute(
    'transform',
    `translate(${260 + time * 13} ${150 + swing(time, { period: 5, size: 12 })})`,
  )
}

function drawSea(time: number): void {
  const sea = () => [...layer('scene-harbour-dawn-sea').children]
  const shift = (name: string, index: number, transform: string) =>
    frameAround(name, () => sea().slice(index, index + 1)).setAttribute('transform', transform)
  shift(
    'deep waves',
    1,
    `translate(${swing(time, { period: 6.4, size: 16 })} ${swing(time, { period: 3.2, size: 3 })})`,
  )
  shift('pale waves', 2, `translate(${swing(time, { period: 5.2, size: 20, phase: 0.4 })} 0)`)
  shift('glints', 3, `translate(${swing(time, { period: 2.7, size: 9 })} 0)`)
}

function drawBoats(time: number, drift: number): void {
  const boat = (
    name: string,
    { x, y, size, period }: { x: number; y: number; size: number; period: number },
    dx: number,
  ) => {
    const rise = swing(time, { period, size })
    const tilt = swing(time, { period: period * 1.3, size: size * 0.16, phase: 0.2 })
    move(`scene-harbour-dawn-${name}`, `translate(${dx} ${rise})rotate(${tilt} ${x} ${y})`)
  }
  boat('boat-far', { x: 420, y: 900, size: 2.5, period: 3.6 }, time * 4)
  boat('boat-mid', { x: 800, y: 1110, size: 5, period: 4.2 }, -drift * 16)
  boat('boat-near', { x: 330, y: 1350, size: 9, period: 4.8 }, -drift * 24)
}
