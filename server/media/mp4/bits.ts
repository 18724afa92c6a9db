import { MalformedMediaError } from './malformed.ts'

/** Reads a buffer bit by bit, most significant first. Reading past the end throws MalformedMediaError. */
export class BitReader {
  readonly #bytes: Buffer
  readonly #reason: string
  #position = 0

  constructor(bytes: Buffer, reason: string) {
    this.#bytes = bytes
    this.#reason = reason
  }

  bit(): number {
    const byte = this.#bytes[this.#position >> 3]
    if (byte === undefined) throw new MalformedMediaError(this.#reason, 'it ends too early')
    const bit = (byte >> (7 - (this.#position & 7))) & 1
    this.#position += 1
    return bit
  }

  /** An unsigned number of `count` bits, at most 32. */
  bits(count: number): number {
    let value = 0
    for (let i = 0; i < count; i += 1) value = value * 2 + this.bit()
    return value
  }

  /** Unsigned Exp-Golomb, ue(v) in H.264 9.1. */
  unsigned(): number {
    let zeros = 0
    while (this.bit() === 0) {
      zeros += 1
      if (zeros > 31) throw new MalformedMediaError(this.#reason, 'a number is too long')
    }
    return 2 ** zeros - 1 + this.bits(zeros)
  }

  /** Signed Exp-Golomb, se(v) in H.264 9.1.1. */
  signed(): number {
    const code = this.unsigned()
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2
  }
}
