import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { build } from 'esbuild'
import { openBrowser } from '#e2e/load/browser.ts'
import { composeSound, SAMPLE_RATE } from './sound.ts'

const FRAMES_A_SECOND = 25
const SECONDS = 32
const MOST_BYTES = 5_000_000

const here = import.meta.dirname
const root = path.join(here, '../../..')
const clip = path.join(here, 'harbour-stall.mp4')

const usage = `Draws the demo's clip from the project's own art: node --import tsx prisma/seed/clip/render.ts [SECOND…]
Needs ffmpeg and a browser (CHROMIUM_PATH, else the machine's). With seconds named, it only writes those pictures as /tmp/clip-SECOND.png.
`

if (process.argv.includes('--help')) process.stdout.write(usage)
else await render(process.argv.slice(2).map(Number))

async function render(stills: number[]): Promise<void> {
  const browser = await openBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 720, height: 1280 } })
    await page.setContent(await storyboard())
    if (stills.length > 0)
      for (const second of stills)
        await writeFile(`/tmp/clip-${second}.png`, await picture(page, second, 'png'))
    else await makeClip(page)
  } finally {
    await browser.close()
  }
}

/** The page with the drawings inlined. A drawing that is used twice gets ids of its own, since ids are per page. */
async function storyboard(): Promise<string> {
  let html = await readFile(path.join(here, 'storyboard.html'), 'utf8')
  for (const [index, mark] of [...html.matchAll(/\{\{([a-z-]+)\}\}/g)].entries()) {
    const drawing = await readFile(path.join(root, 'public/art', `${mark[1]}.svg`), 'utf8')
    const own = mark[1]!.startsWith('scene-')
      ? drawing
      : drawing.replace(/(id="|#)(?=[a-z][a-z0-9-]*-[a-z0-9-]+[")])/g, `$1u${index}-`)
    html = html.replace(mark[0], own)
  }
  const script = await build({
    entryPoints: [path.join(here, 'storyboard.ts')],
    bundle: true,
    write: false,
    format: 'iife',
  })
  return html.replace('</body>', `<script>${script.outputFiles[0]!.text}</script></body>`)
}

async function picture(page: Page, second: number, type: 'png' | 'jpeg'): Promise<Buffer> {
  await page.evaluate(`draw(${second})`)
  return page.screenshot(type === 'png' ? { type } : { type, quality: 95 })
}

async function makeClip(page: Page): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'clip-'))
  try {
    const sound = await encodeSound(folder)
    const drawn = await drawPictures(page, folder)
    for (const pass of [1, 2]) {
      await finished(spawn('ffmpeg', videoArguments({ drawn, sound, folder, pass }), { stdio: 'inherit' }))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  const { size } = await stat(clip)
  if (size > MOST_BYTES) throw new Error(`the clip has ${size} bytes, more than ${MOST_BYTES}`)
  process.stdout.write(`${clip}: ${size} bytes\n`)
}

/** Every picture of the loop, one after the other in one file. */
async function drawPictures(page: Page, folder: string): Promise<string> {
  const drawn = path.join(folder, 'drawn.mkv')
  const rate = ['-framerate', String(FRAMES_A_SECOND)]
  const input = ['-v', 'error', '-f', 'image2pipe', ...rate, '-c:v', 'mjpeg', '-i', 'pipe:0']
  const collector = spawn('ffmpeg', [...input, '-c', 'copy', drawn], {
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = finished(collector)
  for (let frame = 0; frame < SECONDS * FRAMES_A_SECOND; frame++) {
    if (!collector.stdin.write(await picture(page, frame / FRAMES_A_SECOND, 'jpeg')))
      await once(collector.stdin, 'drain')
    if (frame % (FRAMES_A_SECOND * 4) === 0)
      process.stdout.write(`second ${frame / FRAMES_A_SECOND} of ${SECONDS}\n`)
  }
  collector.stdin.end()
  await ended
  return drawn
}

/** The sound is encoded three times over and its middle taken, so that the coder's state at the end fits the beginning. */
async function encodeSound(folder: string): Promise<string> {
  const raw = path.join(folder, 'sound.pcm')
  const loop = composeSound(SECONDS)
  await writeFile(raw, Buffer.concat([loop, loop, loop]))
  const coded = path.join(folder, 'sound.aac')
  const pcm = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', raw]
  await finished(
    spawn('ffmpeg', ['-v', 'error', '-y', ...pcm, '-c:a', 'aac', '-b:a', '96k', coded], { stdio: 'inherit' }),
  )
  const middle = path.join(folder, 'middle.aac')
  await writeFile(middle, adtsFrames(await readFile(coded), { skip: packets(), take: packets() }))
  return middle
}

/** AAC packets in one loop: 1024 samples each, a whole number by the choice of the loop's length. */
function packets(): number {
  return (SECONDS * SAMPLE_RATE) / 1024
}

/** Some of an ADTS stream's frames; a frame's length is the 13 bits from bit 30 of its header (ISO/IEC 13818-7, 6.2). */
function adtsFrames(stream: Buffer, { skip, take }: { skip: number; take: number }): Buffer {
  const starts = [0]
  while (starts.length <= skip + take) {
    const at = starts.at(-1)!
    starts.push(at + (((stream[at + 3]! & 3) << 11) | (stream[at + 4]! << 3) | (stream[at + 5]! >> 5)))
  }
  return stream.subarray(starts[skip], starts[skip + take])
}

/**
 * A key frame each two seconds and no B-frames: what a phone sends, and what the packager cuts without waiting. Two
 * passes, so that the bits go where the picture moves.
 */
function videoArguments({
  drawn,
  sound,
  folder,
  pass,
}: {
  drawn: string
  sound: string
  folder: string
  pass: number
}): string[] {
  const gop = String(FRAMES_A_SECOND * 2)
  const output =
    pass === 1 ? ['-an', '-f', 'null', '-'] : ['-map', '1:a', '-c:a', 'copy', '-movflags', '+faststart', clip]
  return [
    ...['-v', 'error', '-y', '-i', drawn, '-i', sound, '-map', '0:v'],
    ...[
      '-c:v',
      'libx264',
      '-profile:v',
      'main',
      '-level',
      '3.1',
      '-pix_fmt',
      'yuv420p',
      '-preset',
      'slow',
      '-tune',
      'animation',
    ],
    ...[
      '-vf',
      'scale=out_color_matrix=bt709:out_range=tv',
      '-colorspace',
      'bt709',
      '-color_primaries',
      'bt709',
      '-color_trc',
      'bt709',
    ],
    ...[
      '-bf',
      '0',
      '-g',
      gop,
      '-keyint_min',
      gop,
      '-sc_threshold',
      '0',
      '-b:v',
      '1080k',
      '-maxrate',
      '1800k',
      '-bufsize',
      '2400k',
    ],
    ...['-pass', String(pass), '-passlogfile', path.join(folder, 'passes'), ...output],
  ]
}

async function finished(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}`)
}
