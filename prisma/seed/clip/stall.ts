import { between, camera, during, frameAround, layer, move, swing } from './stage.ts'

const PANEL = { from: 4, to: 11.6, fade: 0.7 }

/** The host at her stall; `time` in seconds since the scene began. */
export function drawStall(time: number): void {
  const near = between(time, 1.2, 5)
  camera('stall', { zoom: 1.02 + near * 0.1 + time * 0.004, x: 490, y: 950 - near * 60 })
  drawBackground(time)
  drawArm(time)
  drawHead(time)
  drawWords(time)
}

function drawBackground(time: number): void {
  const bob = (name: string, phase: number) =>
    move(
      name,
      `translate(0 ${swing(time, { period: 4, size: 5, phase })})rotate(${swing(time, { period: 5.2, size: 0.8, phase })} 500 800)`,
    )
  bob('scene-stall-boat-1', 0)
  bob('scene-stall-boat-2', 0.4)
  const hung = layer('scene-stall-stall').querySelectorAll('use[transform]')
  ;[160, 270, 760, 932].forEach((x, index) => {
    const frame = frameAround(`dried fish ${index}`, () => [hung[index]!])
    frame.setAttribute(
      'transform',
      `rotate(${swing(time, { period: 3.1, size: 3, phase: index * 0.23 })} ${x} 325)`,
    )
  })
}

/** She lifts the clam to the camera: the whole arm about the shoulder, the forearm about the elbow. */
function drawArm(time: number): void {
  const show = during(time, { from: 1, to: 11.5, fade: 1.2 })
  const beat = swing(time, { period: 1.6, size: 1 })
  const forearm = frameAround('forearm', () => [...layer('scene-stall-host-arm-right').children].slice(3))
  forearm.setAttribute('transform', `rotate(${4 - show * 7 + beat * (1.5 + show * 4)} -287 362)`)
  move('scene-stall-host-arm-right', `rotate(${show * 1.6 + beat * 0.7} -139 147)`)
  move('scene-stall-host-arm-left', `rotate(${swing(time, { period: 3.2, size: 1.4 })} 200 150)`)
  move('scene-stall-host-body', `translate(0 ${swing(time, { period: 3.2, size: 1.6 })})`)
}

function drawHead(time: number): void {
  const nod = swing(time, { period: 1.6, size: 1.1, phase: 0.1 }) + swing(time, { period: 4.3, size: 1.5 })
  move('scene-stall-host-head', `rotate(${nod} 0 40)`)
  const face = () => [...layer('scene-stall-host-head').children]
  const parts = faceParts(face)
  const talk = 0.93 + 0.17 * Math.sin(time * 13.1) * Math.sin(time * 5.3) - 0.08
  parts.mouth.setAttribute('transform', squash(0, -14, 1 - (talk - 0.85) * 0.2, talk))
  const sinceBlink = (time + 0.6) % 2.9
  parts.eyes.setAttribute('transform', squash(0, -84, 1, sinceBlink < 0.14 ? 0.12 : 1))
}

function faceParts(face: () => Element[]): { mouth: SVGGElement; eyes: SVGGElement } {
  const mouth = frameAround('mouth', () => face().slice(-2))
  const eyes = frameAround('eyes', () => {
    const pupils = face().findIndex(
      (part) => part.getAttribute('d')?.startsWith('M-') === true && isEyes(part),
    )
    return face().slice(pupils, pupils + 2)
  })
  return { mouth, eyes }
}

function isEyes(part: Element): boolean {
  const box = (part as SVGGraphicsElement).getBBox()
  return part.getAttribute('fill') === '#10303a' && Math.round(box.y) === -96
}

function squash(x: number, y: number, across: number, down: number): string {
  return `translate(${x} ${y})scale(${across} ${down})translate(${-x} ${-y})`
}

function drawWords(time: number): void {
  const bubble = document.getElementById('bubble')!
  const said = during(time, { from: 0.9, to: 3.9, fade: 0.35 })
  bubble.style.opacity = String(Math.min(1, said * 1.5))
  bubble.style.transform = `scale(${0.86 + said * 0.14})`
  const panel = document.getElementById('panel')!
  const down = during(time, PANEL)
  panel.style.transform = `translateY(${-460 + down * 460}px) rotate(${swing(time, { period: 3.4, size: 0.7 })}deg)`
}
