import { stat } from 'node:fs/promises'
import path from 'node:path'
import { ignoreMissing, loadIndex, RECORDING_FILES, replayPlaylists } from './recording-files.ts'

type Playlists = { video: string; audio: string | null } | null

interface Made {
  /** The index's size and time of change when it was read. */
  version: string
  playlists: Promise<Playlists>
}

/** Recordings whose playlists are kept at once. */
const MOST_KEPT = 8

/**
 * The replay playlists of recordings that have an index and no playlist files: the process was killed, or the disk was
 * full. A long index takes a tenth of a second to read, so each is read once for all who ask until it changes.
 */
export class UnwrittenPlaylists {
  /** By folder; the one asked for last stands last. */
  readonly #made = new Map<string, Made>()
  readonly #make: (folder: string) => Promise<Playlists>

  constructor(make = makePlaylists) {
    this.#make = make
  }

  /** Null where the recording holds nothing of that kind. */
  async read(folder: string, file: string): Promise<Buffer | null> {
    const index = await stat(path.join(folder, RECORDING_FILES.index)).catch(ignoreMissing)
    if (!index) return null
    const playlists = await this.#known(folder, `${index.size} ${index.mtimeMs}`)
    const text = file === RECORDING_FILES.audioPlaylist ? playlists?.audio : playlists?.video
    return text === undefined || text === null ? null : Buffer.from(text)
  }

  #known(folder: string, version: string): Promise<Playlists> {
    const known = this.#made.get(folder)
    const made = known?.version === version ? known : { version, playlists: this.#make(folder) }
    this.#made.delete(folder)
    this.#made.set(folder, made)
    // What failed is tried again when it is asked for again.
    made.playlists.catch(() => this.#made.delete(folder))
    const [oldest] = this.#made.keys()
    if (this.#made.size > MOST_KEPT && oldest !== undefined) this.#made.delete(oldest)
    return made.playlists
  }
}

async function makePlaylists(folder: string): Promise<Playlists> {
  const index = await loadIndex(folder)
  return index && index.parts.length > 0 ? replayPlaylists(index) : null
}
