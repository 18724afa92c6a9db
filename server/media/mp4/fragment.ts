import { box, fullBox, u32, u64 } from './box.ts'

export interface Sample {
  /** Ticks of the track's timescale. */
  duration: number
  /** Ticks from decoding to presentation; may be negative. */
  compositionOffset: number
  key: boolean
  payload: Buffer
}

export interface TrackRun {
  trackId: number
  /** Decode time of the first sample, in ticks of the track's timescale. */
  decodeTime: number
  samples: readonly Sample[]
}

const TRACK_USES_MOOF_OFFSETS = 0x020000
const RUN_FIELDS = 0x000f01
const SYNC_SAMPLE = 0x02000000
const DEPENDENT_SAMPLE = 0x01010000

/** One movie fragment (moof, mdat). A run without samples is left out. */
export function fragment(sequence: number, tracks: readonly TrackRun[]): Buffer {
  const runs = tracks.filter((run) => run.samples.length > 0)
  const trafs = runs.map((run) => trackFragment(run))
  const moof = box('moof', fullBox('mfhd', 0, 0, u32(sequence)), ...trafs.map((traf) => traf.bytes))
  const payloads = runs.flatMap((run) => run.samples.map((sample) => sample.payload))
  const mdatLength = payloads.reduce((sum, payload) => sum + payload.length, 8)
  let trafStart = moof.length - trafs.reduce((sum, traf) => sum + traf.bytes.length, 0)
  let dataStart = moof.length + 8
  for (const [i, traf] of trafs.entries()) {
    moof.writeInt32BE(dataStart, trafStart + traf.offsetField)
    trafStart += traf.bytes.length
    dataStart += runs[i]?.samples.reduce((sum, sample) => sum + sample.payload.length, 0) ?? 0
  }
  const mdat = Buffer.allocUnsafe(8)
  mdat.writeUInt32BE(mdatLength, 0)
  mdat.write('mdat', 4, 'latin1')
  return Buffer.concat([moof, mdat, ...payloads], moof.length + mdatLength)
}

/** A traf, and where in it the data offset stands, which only the whole moof's length decides. */
function trackFragment(run: TrackRun): { bytes: Buffer; offsetField: number } {
  const header = fullBox('tfhd', 0, TRACK_USES_MOOF_OFFSETS, u32(run.trackId))
  const time = fullBox('tfdt', 1, 0, u64(run.decodeTime))
  const table = Buffer.allocUnsafe(8 + run.samples.length * 16)
  table.writeUInt32BE(run.samples.length, 0)
  table.writeInt32BE(0, 4)
  for (const [i, sample] of run.samples.entries()) {
    const at = 8 + i * 16
    table.writeUInt32BE(sample.duration, at)
    table.writeUInt32BE(sample.payload.length, at + 4)
    table.writeUInt32BE(sample.key ? SYNC_SAMPLE : DEPENDENT_SAMPLE, at + 8)
    table.writeInt32BE(sample.compositionOffset, at + 12)
  }
  const trun = fullBox('trun', 1, RUN_FIELDS, table)
  const trafHeader = 8
  const trunHeader = 12
  const offsetField = trafHeader + header.length + time.length + trunHeader + 4
  return { bytes: box('traf', header, time, trun), offsetField }
}
