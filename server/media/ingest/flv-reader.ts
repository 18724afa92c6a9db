import type { FlvMessage } from './flv-frames.ts'

const headerBytes = 9
const tagHeaderBytes = 11
/** Behind the header and behind each tag stands the size of what was before it. */
const backPointerBytes = 4

/** Cuts an FLV file, as it comes, into its tags (Adobe FLV 10.1, E.2 and E.4.1). */
export class FlvReader {
  readonly #take: (message: FlvMessage) => void
  #pending: Buffer[] = []
  #bytes = 0
  #wanted = headerBytes + backPointerBytes
  #inHeader = true

  constructor(take: (message: FlvMessage) => void) {
    this.#take = take
  }

  push(chunk: Buffer): void {
    this.#pending.push(chunk)
    this.#bytes += chunk.length
    // A large tag comes in many chunks: they are put together once it is there.
    while (this.#bytes >= this.#wanted) this.#read(this.#joined())
  }

  #joined(): Buffer {
    const [first] = this.#pending
    const joined = this.#pending.length === 1 && first ? first : Buffer.concat(this.#pending)
    this.#pending = [joined]
    return joined
  }

  #read(bytes: Buffer): void {
    if (this.#inHeader) {
      this.#inHeader = false
      return this.#skip(bytes, this.#wanted, tagHeaderBytes)
    }
    const size = bytes.readUIntBE(1, 3)
    const whole = tagHeaderBytes + size + backPointerBytes
    if (bytes.length < whole) {
      this.#wanted = whole
      return
    }
    const type = (bytes[0] ?? 0) & 0x1f
    // The eighth byte holds the time's upper eight bits.
    const at = bytes.readUIntBE(4, 3) + (bytes[7] ?? 0) * 2 ** 24
    const payload = bytes.subarray(tagHeaderBytes, tagHeaderBytes + size)
    this.#skip(bytes, whole, tagHeaderBytes)
    if (type === 8 || type === 9 || type === 18) this.#take({ type, at, payload })
  }

  #skip(bytes: Buffer, count: number, wanted: number): void {
    const rest = bytes.subarray(count)
    this.#pending = rest.length > 0 ? [rest] : []
    this.#bytes = rest.length
    this.#wanted = wanted
  }
}
