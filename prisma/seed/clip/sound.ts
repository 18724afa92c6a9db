export const SAMPLE_RATE = 48_000

/** The clip's sound as interleaved 16-bit stereo: waves, a buoy's bell, gulls and a few plucked notes. It repeats without a seam. */
export function composeSound(seconds: number): Buffer {
  const length = seconds * SAMPLE_RATE
  const sides: [Float32Array, Float32Array] = [waves(length, 7), waves(length, 11)]
  for (const at of [1.2, 5.2, 17.4, 24.8]) ring(sides, { at, hertz: 523.25, loudness: 0.1 })
  for (const [at, side] of [
    [3.1, 0.2],
    [3.9, 0.3],
    [8.2, 0.8],
    [27.6, 0.7],
    [28.3, 0.6],
  ] as const)
    cry(sides, { at, side })
  melody(seconds).forEach((note) => pluck(sides, note))
  return interleave(sides)
}

/** Numbers from -1 to 1 that are the same on each run (Mulberry32), so that the clip can be made again. */
function noise(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1
  }
}

/** Surf: noise through two soft filters, swelling every 6.4 s. Its end is blended into its beginning. */
function waves(length: number, seed: number): Float32Array {
  const blend = SAMPLE_RATE * 2
  const raw = new Float32Array(length + blend)
  const next = noise(seed)
  let low = 0
  let rumble = 0
  for (let index = 0; index < raw.length; index++) {
    const white = next()
    low += (white - low) * 0.07
    rumble += (white - rumble) * 0.012
    raw[index] = low * 0.5 + rumble * 0.9
  }
  return Float32Array.from({ length }, (_, index) => {
    const share = Math.min(1, index / blend)
    const sample =
      raw[index]! * Math.sqrt(share) + (share < 1 ? raw[length + index]! * Math.sqrt(1 - share) : 0)
    const swell = 0.5 + 0.5 * Math.sin((index / SAMPLE_RATE / 6.4) * 2 * Math.PI + seed / 9)
    return sample * (0.16 + 0.5 * swell ** 2)
  })
}

type Sides = [Float32Array, Float32Array]

function add(sides: Sides, index: number, { left, right }: { left: number; right: number }): void {
  const place = index % sides[0].length
  sides[0][place]! += left
  sides[1][place]! += right
}

function ring(sides: Sides, { at, hertz, loudness }: { at: number; hertz: number; loudness: number }): void {
  const partials = [
    [1, 1, 1.1],
    [2.76, 0.42, 1.9],
    [5.4, 0.18, 3.4],
    [0.5, 0.3, 0.8],
  ] as const
  for (let index = 0; index < SAMPLE_RATE * 4; index++) {
    const time = index / SAMPLE_RATE
    const attack = Math.min(1, time / 0.004)
    let sample = 0
    for (const [ratio, share, decay] of partials)
      sample += share * Math.exp(-time * decay) * Math.sin(2 * Math.PI * hertz * ratio * time)
    const value = sample * attack * loudness
    add(sides, Math.round(at * SAMPLE_RATE) + index, { left: value, right: value * 0.7 })
  }
}

/** A gull: a falling, slightly rough tone. `side` from 0 (left) to 1 (right). */
function cry(sides: Sides, { at, side }: { at: number; side: number }): void {
  const seconds = 0.55
  let turn = 0
  for (let index = 0; index < SAMPLE_RATE * seconds; index++) {
    const share = index / SAMPLE_RATE / seconds
    const hertz =
      1250 +
      420 * Math.sin(share * Math.PI * 0.9) -
      380 * share +
      35 * Math.sin((index / SAMPLE_RATE) * 2 * Math.PI * 28)
    turn += (2 * Math.PI * hertz) / SAMPLE_RATE
    const value = (Math.sin(turn) + 0.3 * Math.sin(turn * 2)) * Math.sin(share * Math.PI) ** 1.5 * 0.045
    add(sides, Math.round(at * SAMPLE_RATE) + index, { left: value * (1 - side), right: value * side })
  }
}

interface Note {
  at: number
  hertz: number
  loudness: number
  side: number
}

/** A slow tune of the five-tone scale, one note a second or so; each bar of eight seconds answers the one before. */
function melody(seconds: number): Note[] {
  const scale = [196, 220, 261.63, 293.66, 329.63, 392, 440, 523.25]
  const bar = [
    [0, 4],
    [1, 3],
    [1.5, 2],
    [2, 3],
    [3, 5],
    [4, 4],
    [5, 2],
    [5.5, 1],
    [6, 2],
  ] as const
  return Array.from({ length: seconds / 8 }, (_, number) =>
    bar.map(([beat, step], index) => ({
      at: number * 8 + beat,
      hertz: scale[(step + [0, 1, 2, 1][number % 4]!) % scale.length]!,
      loudness: 0.11,
      side: 0.35 + (index % 3) * 0.15,
    })),
  ).flat()
}

/** A plucked string (Karplus and Strong, 1983). */
function pluck(sides: Sides, { at, hertz, loudness, side }: Note): void {
  const string = new Float32Array(Math.round(SAMPLE_RATE / hertz))
  const next = noise(Math.round(hertz * 10 + at))
  let smooth = 0
  for (let index = 0; index < string.length; index++) string[index] = smooth += (next() - smooth) * 0.35
  for (let index = 0; index < SAMPLE_RATE * 2.5; index++) {
    const place = index % string.length
    const value = string[place]!
    string[place] = (value + string[(place + 1) % string.length]!) * 0.4985
    const faded = value * loudness * 2.2 * Math.min(1, (SAMPLE_RATE * 2.5 - index) / 4800)
    add(sides, Math.round(at * SAMPLE_RATE) + index, { left: faded * (1 - side), right: faded * side })
  }
}

function interleave([left, right]: Sides): Buffer {
  const bytes = Buffer.alloc(left.length * 4)
  for (let index = 0; index < left.length; index++) {
    bytes.writeInt16LE(sample16(left[index]!), index * 4)
    bytes.writeInt16LE(sample16(right[index]!), index * 4 + 2)
  }
  return bytes
}

/** Soft limiting: loud moments bend, they never wrap around. */
function sample16(value: number): number {
  return Math.round(Math.tanh(value * 1.6) * 26_000)
}
