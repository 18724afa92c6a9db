/** One ISO base media box: its length, its four letters, its contents. */
export function box(type: string, ...contents: Buffer[]): Buffer {
  let size = 8
  for (const content of contents) size += content.length
  const header = Buffer.allocUnsafe(8)
  header.writeUInt32BE(size, 0)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, ...contents], size)
}

export function fullBox(type: string, version: number, flags: number, ...contents: Buffer[]): Buffer {
  return box(type, u32(version * 0x1000000 + flags), ...contents)
}

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 2)
  for (const [i, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, i * 2)
  return bytes
}

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.allocUnsafe(values.length * 4)
  for (const [i, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, i * 4)
  return bytes
}

export function u64(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

export function latin(text: string): Buffer {
  return Buffer.from(text, 'latin1')
}
