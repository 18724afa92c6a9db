import { once } from 'node:events'
import { createWriteStream, type Stats, type WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { pack, type Extract, type Pack } from 'tar-stream'

/** A file within an archive being read. */
export type Entry = Extract extends AsyncIterable<infer Item> ? Item : never

/** A gzipped tar being written, readable by its owner alone; it takes its name only once it is whole. */
export class ArchiveWriter {
  private readonly file: string
  private readonly draft: string
  private readonly pack: Pack = pack()
  private readonly output: WriteStream
  private readonly written: Promise<void>
  /** Ends whoever waits for an archive that takes nothing any more: a full disk, say. */
  private readonly broken = new AbortController()

  constructor(file: string) {
    this.file = file
    this.draft = `${file}.partial`
    this.output = createWriteStream(this.draft, { mode: 0o600, flush: true })
    this.written = pipeline(this.pack, createGzip({ level: 1 }), this.output)
    this.written.catch(() => this.broken.abort())
  }

  addText(name: string, value: unknown): Promise<void> {
    return this.add(name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`))
  }

  add(name: string, content: Buffer): Promise<void> {
    return this.addStream(name, content.length, content.length > 0 ? [content] : [])
  }

  /** Resolves when the archive has taken the pieces, `size` bytes in all: nothing piles up while the disk is slow. */
  async addStream(
    name: string,
    size: number,
    pieces: Iterable<Buffer> | AsyncIterable<Buffer>,
    state?: Stats,
  ): Promise<void> {
    const { signal } = this.broken
    signal.throwIfAborted()
    const mode = state === undefined ? 0o600 : state.mode & 0o777
    const entry = this.pack.entry({ name, size, mode, mtime: state?.mtime ?? new Date() })
    const taken = once(entry, 'finish', { signal })
    // Told below: while pieces are still being read nobody waits for it yet.
    taken.catch(() => undefined)
    for await (const piece of pieces) if (!entry.write(piece)) await once(entry, 'drain', { signal })
    entry.end(undefined)
    await taken
  }

  /** Answers the archive's size in bytes. */
  async finish(): Promise<number> {
    this.pack.finalize()
    await this.written
    await rename(this.draft, this.file)
    return this.output.bytesWritten
  }

  /** Removes what was written. Answers the reason where the writing itself had failed. */
  async abandon(): Promise<Error | null> {
    const reason = this.broken.signal.aborted
    this.pack.destroy()
    const failure = await this.written.then(
      () => null,
      (error: Error) => error,
    )
    await rm(this.draft, { force: true })
    return reason ? failure : null
  }
}

/** An archive's entry whole, as JSON. */
export async function readJson(entry: Entry): Promise<unknown> {
  const pieces: Buffer[] = []
  for await (const piece of bytesOf(entry)) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8'))
}

export function bytesOf(entry: Entry): AsyncIterable<Buffer> {
  return entry as AsyncIterable<Buffer>
}
