import type { Readable } from 'node:stream'
import type { ByteRange } from './byte-range.ts'

/** Where the bytes of files lie. A key is written once and never changed. */
export interface FileStorage {
  /** Takes over a finished file at `from`; afterwards nothing is left there. */
  keep(
    from: string,
    key: string,
    about: { contentType: string; bytes: number; sha256: string },
  ): Promise<void>
  open(key: string, range?: ByteRange): Promise<Readable>
  remove(key: string): Promise<void>
}
