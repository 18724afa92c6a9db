import { BitReader } from './bits.ts'
import { MalformedMediaError } from './malformed.ts'

export interface AvcConfiguration {
  /** RFC 6381, for example `avc1.64001f`. */
  codec: string
  profile: number
  level: number
  /** Bytes of the length before each NAL unit. */
  lengthSize: number
  sps: Buffer[]
  pps: Buffer[]
}

export interface PictureSize {
  /** Pixels that are shown, after cropping. */
  width: number
  height: number
}

const HIGH_PROFILES = new Set([44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244])
const LARGEST_SIDE = 16_384

/** Reads an AVCDecoderConfigurationRecord (ISO 14496-15, 5.3.3.1). Throws MalformedMediaError. */
export function parseAvcC(avcC: Buffer): AvcConfiguration {
  if (avcC.length < 7) throw new MalformedMediaError('avcC', 'shorter than its header')
  if (avcC[0] !== 1) throw new MalformedMediaError('avcC', `version ${avcC[0]}`)
  const lengthSize = (avcC.readUInt8(4) & 3) + 1
  if (lengthSize === 3) throw new MalformedMediaError('avcC', 'NAL lengths of three bytes')
  const sps = readParameterSets(avcC, 6, avcC.readUInt8(5) & 31, 7)
  const ppsCount = avcC[sps.end]
  if (ppsCount === undefined) throw new MalformedMediaError('avcC', 'no picture parameter sets')
  const pps = readParameterSets(avcC, sps.end + 1, ppsCount, 8)
  if (sps.sets.length === 0 || pps.sets.length === 0) {
    throw new MalformedMediaError('avcC', 'a parameter set is missing')
  }
  return {
    codec: `avc1.${avcC.toString('hex', 1, 4)}`,
    profile: avcC.readUInt8(1),
    level: avcC.readUInt8(3),
    lengthSize,
    sps: sps.sets,
    pps: pps.sets,
  }
}

function readParameterSets(avcC: Buffer, start: number, count: number, nalType: number) {
  const sets: Buffer[] = []
  let end = start
  for (let i = 0; i < count; i += 1) {
    if (end + 2 > avcC.length) throw new MalformedMediaError('avcC', 'a parameter set is cut off')
    const length = avcC.readUInt16BE(end)
    const set = avcC.subarray(end + 2, end + 2 + length)
    if (length < 2 || set.length < length) throw new MalformedMediaError('avcC', 'a parameter set is cut off')
    if ((set.readUInt8(0) & 31) !== nalType)
      throw new MalformedMediaError('avcC', 'a parameter set of a wrong type')
    sets.push(set)
    end += 2 + length
  }
  return { sets, end }
}

/** The codec as RFC 6381 writes it. Throws MalformedMediaError. */
export function codecString(avcC: Buffer): string {
  return parseAvcC(avcC).codec
}

/** The size of the picture that the first SPS of this avcC describes. Throws MalformedMediaError. */
export function parseSps(avcC: Buffer): PictureSize {
  const sps = parseAvcC(avcC).sps[0]
  if (!sps) throw new MalformedMediaError('avcC', 'a parameter set is missing')
  return readPictureSize(sps)
}

/** Reads a sequence parameter set NAL unit (H.264 7.3.2.1.1) as far as the cropping. */
function readPictureSize(sps: Buffer): PictureSize {
  const reader = new BitReader(withoutEmulationPrevention(sps.subarray(1)), 'SPS')
  const profile = reader.bits(8)
  reader.bits(16)
  reader.unsigned()
  const chroma = HIGH_PROFILES.has(profile) ? readChroma(reader) : { format: 1, separate: false }
  reader.unsigned()
  skipPictureOrder(reader)
  reader.unsigned()
  reader.bit()
  const widthInBlocks = reader.unsigned() + 1
  const heightInUnits = reader.unsigned() + 1
  const frameOnly = reader.bit()
  if (frameOnly === 0) reader.bit()
  reader.bit()
  const crop = reader.bit() === 1 ? [0, 0, 0, 0].map(() => reader.unsigned()) : [0, 0, 0, 0]
  const [left = 0, right = 0, top = 0, bottom = 0] = crop
  const arrayType = chroma.separate ? 0 : chroma.format
  const unitX = arrayType === 1 || arrayType === 2 ? 2 : 1
  const unitY = (arrayType === 1 ? 2 : 1) * (2 - frameOnly)
  const width = widthInBlocks * 16 - unitX * (left + right)
  const height = heightInUnits * 16 * (2 - frameOnly) - unitY * (top + bottom)
  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
    throw new MalformedMediaError('SPS', `a picture of ${width} × ${height}`)
  }
  return { width, height }
}

function readChroma(reader: BitReader): { format: number; separate: boolean } {
  const format = reader.unsigned()
  if (format > 3) throw new MalformedMediaError('SPS', `chroma format ${format}`)
  const separate = format === 3 && reader.bit() === 1
  reader.unsigned()
  reader.unsigned()
  reader.bit()
  if (reader.bit() === 1) {
    const lists = format === 3 ? 12 : 8
    for (let i = 0; i < lists; i += 1) if (reader.bit() === 1) skipScalingList(reader, i < 6 ? 16 : 64)
  }
  return { format, separate }
}

function skipScalingList(reader: BitReader, size: number): void {
  let last = 8
  let next = 8
  for (let i = 0; i < size; i += 1) {
    if (next !== 0) next = (last + reader.signed() + 256) % 256
    last = next === 0 ? last : next
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.unsigned()
  if (type > 2) throw new MalformedMediaError('SPS', `picture order count type ${type}`)
  if (type === 0) reader.unsigned()
  if (type !== 1) return
  reader.bit()
  reader.signed()
  reader.signed()
  const cycle = reader.unsigned()
  if (cycle > 255) throw new MalformedMediaError('SPS', 'a picture order cycle that is too long')
  for (let i = 0; i < cycle; i += 1) reader.signed()
}

/** Takes out the 3 of each 00 00 03 (H.264 7.4.1). */
function withoutEmulationPrevention(nal: Buffer): Buffer {
  const bytes = nal.filter((byte, i) => !(byte === 3 && i >= 2 && nal[i - 1] === 0 && nal[i - 2] === 0))
  return Buffer.from(bytes)
}
