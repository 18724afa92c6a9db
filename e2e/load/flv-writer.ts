/** Writes coded frames as an FLV stream: the plainest container that ffmpeg reads from a pipe without delay. */

/** File header with sound and picture, and the empty tag before the first. */
export function flvHeader(): Buffer {
  return Buffer.from([0x46, 0x4c, 0x56, 1, 5, 0, 0, 0, 9, 0, 0, 0, 0])
}

/** `avcC` is the AVCDecoderConfigurationRecord. */
export function flvVideoConfig(avcC: Buffer): Buffer {
  return flvTag(9, 0, Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), avcC]))
}

/** `asc` is the AudioSpecificConfig. */
export function flvAudioConfig(asc: Buffer): Buffer {
  return flvTag(8, 0, Buffer.concat([Buffer.from([0xaf, 0]), asc]))
}

/** A length-prefixed access unit; times in milliseconds. */
export function flvVideo(frame: {
  at: number
  compositionOffset: number
  key: boolean
  payload: Uint8Array
}): Buffer {
  const head = Buffer.from([frame.key ? 0x17 : 0x27, 1, 0, 0, 0])
  head.writeIntBE(frame.compositionOffset, 2, 3)
  return flvTag(9, frame.at, Buffer.concat([head, frame.payload]))
}

/** A raw AAC frame; time in milliseconds. */
export function flvAudio(at: number, payload: Uint8Array): Buffer {
  return flvTag(8, at, Buffer.concat([Buffer.from([0xaf, 1]), payload]))
}

function flvTag(type: number, at: number, content: Buffer): Buffer {
  const head = Buffer.alloc(11)
  head.writeUInt8(type, 0)
  head.writeUIntBE(content.length, 1, 3)
  head.writeUIntBE(at & 0xffffff, 4, 3)
  head.writeUInt8((at >>> 24) & 0xff, 7)
  const size = Buffer.alloc(4)
  size.writeUInt32BE(head.length + content.length)
  return Buffer.concat([head, content, size])
}
