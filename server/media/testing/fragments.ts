export interface ReadRun {
  trackId: number
  decodeTime: number
  samples: { duration: number; size: number; key: boolean; compositionOffset: number }[]
}

export interface ReadFragment {
  sequence: number
  runs: ReadRun[]
  /** Bytes of the mdat's contents. */
  dataLength: number
}

/** Reads the fragments of a part or segment, checking that boxes and data offsets fit. */
export function readFragments(bytes: Buffer): ReadFragment[] {
  const fragments: ReadFragment[] = []
  let moof: { start: number; bytes: Buffer } | null = null
  for (const { type, start, body } of boxes(bytes)) {
    if (type === 'moof') moof = { start, bytes: body }
    else if (type === 'mdat' && moof) {
      fragments.push(readMoof(moof.bytes, { moofLength: moof.bytes.length + 8, dataLength: body.length }))
      moof = null
    } else throw new Error(`an unexpected ${type}`)
  }
  return fragments
}

function* boxes(bytes: Buffer): Generator<{ type: string; start: number; body: Buffer }> {
  let start = 0
  while (start < bytes.length) {
    const size = bytes.readUInt32BE(start)
    if (size < 8 || start + size > bytes.length) throw new Error('a box that does not fit')
    yield {
      type: bytes.toString('latin1', start + 4, start + 8),
      start,
      body: bytes.subarray(start + 8, start + size),
    }
    start += size
  }
}

function readMoof(moof: Buffer, lengths: { moofLength: number; dataLength: number }): ReadFragment {
  const fragment: ReadFragment = { sequence: 0, runs: [], dataLength: lengths.dataLength }
  let expected = lengths.moofLength + 8
  for (const { type, body } of boxes(moof)) {
    if (type === 'mfhd') fragment.sequence = body.readUInt32BE(4)
    if (type !== 'traf') continue
    const { run, dataOffset } = readTraf(body)
    if (dataOffset !== expected) throw new Error(`data offset ${dataOffset} instead of ${expected}`)
    expected += run.samples.reduce((sum, sample) => sum + sample.size, 0)
    fragment.runs.push(run)
  }
  if (expected !== lengths.moofLength + 8 + lengths.dataLength)
    throw new Error('samples and mdat differ in length')
  return fragment
}

function readTraf(traf: Buffer): { run: ReadRun; dataOffset: number } {
  const run: ReadRun = { trackId: 0, decodeTime: 0, samples: [] }
  let dataOffset = 0
  for (const { type, body } of boxes(traf)) {
    if (type === 'tfhd') run.trackId = body.readUInt32BE(4)
    if (type === 'tfdt') run.decodeTime = Number(body.readBigUInt64BE(4))
    if (type !== 'trun') continue
    dataOffset = body.readInt32BE(8)
    for (let i = 0; i < body.readUInt32BE(4); i += 1) {
      const at = 12 + i * 16
      run.samples.push({
        duration: body.readUInt32BE(at),
        size: body.readUInt32BE(at + 4),
        key: (body.readUInt32BE(at + 8) & 0x10000) === 0,
        compositionOffset: body.readInt32BE(at + 12),
      })
    }
  }
  return { run, dataOffset }
}
