import type { DetailedError, Upload } from 'tus-js-client'
import { pieceBytes, uploadRefusals, uploadsPath, type UploadRefusal } from './films.ts'

/** How far a film on its way from this browser is. Bytes. */
export interface Sending {
  phase: 'beginning' | 'sending' | 'paused' | 'waiting' | 'sent' | 'refused'
  sent: number
  bytes: number
  refusal: UploadRefusal | 'no-film' | 'absent' | 'other' | null
}

const firstPause = 1000
const longestPause = 15_000

/**
 * Sends one film piece by piece. Without network it waits and goes on by itself; where the page was closed, the same file
 * chosen again goes on where it stopped, as this browser's storage remembers.
 */
export class FilmSender {
  readonly #file: File
  readonly #lesson: string
  readonly #tell: (sending: Sending) => void
  #now: Sending
  #upload: Upload | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #tries = 0
  #stopped = false

  constructor({ file, lesson, tell }: { file: File; lesson: string; tell: (sending: Sending) => void }) {
    this.#file = file
    this.#lesson = lesson
    this.#tell = tell
    this.#now = { phase: 'beginning', sent: 0, bytes: file.size, refusal: null }
  }

  /** Begins, or goes on where it stopped. */
  start = (): void => {
    this.#stopped = false
    clearTimeout(this.#timer)
    window.removeEventListener('online', this.start)
    this.#say({ phase: this.#now.sent > 0 ? 'sending' : 'beginning', refusal: null })
    this.#begin().catch(() => this.#wait())
  }

  pause(): void {
    this.stop()
    this.#say({ phase: 'paused' })
  }

  /** What has arrived stays, to go on with later. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    window.removeEventListener('online', this.start)
    void this.#upload?.abort()
  }

  async #begin(): Promise<void> {
    if (this.#upload === null) {
      this.#upload = await this.#prepare()
      const [before] = await this.#upload.findPreviousUploads()
      if (before) this.#upload.resumeFromPreviousUpload(before)
    }
    if (!this.#stopped) this.#upload.start()
  }

  /** The script that sends is fetched by whoever sends. */
  async #prepare(): Promise<Upload> {
    const { Upload: Sent } = await import('tus-js-client')
    const { name, size, lastModified } = this.#file
    return new Sent(this.#file, {
      endpoint: uploadsPath,
      chunkSize: pieceBytes,
      metadata: { lesson: this.#lesson },
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      fingerprint: () => Promise.resolve(['film', this.#lesson, name, size, lastModified].join('/')),
      onProgress: (sent) => {
        this.#tries = 0
        this.#say({ phase: 'sending', sent })
      },
      onSuccess: () => this.#say({ phase: 'sent', sent: size }),
      onError: (error) => this.#failed(error),
    })
  }

  #failed(error: Error | DetailedError): void {
    if (this.#stopped) return
    const response = 'originalResponse' in error ? error.originalResponse : null
    const status = response?.getStatus() ?? 0
    const word = response?.getBody().trim() ?? ''
    const refusal = [...uploadRefusals, 'no-film', 'absent'].find((one) => one === word)
    if (refusal !== undefined) return this.#refuse(refusal as NonNullable<Sending['refusal']>)
    // No answer, a server that starts anew, a piece that is still being taken: all of them pass.
    if (status === 0 || status >= 500 || status === 409 || status === 423) return this.#wait()
    this.#refuse(status === 404 ? 'absent' : 'other')
  }

  #refuse(refusal: Sending['refusal']): void {
    this.#stopped = true
    this.#say({ phase: 'refused', refusal })
  }

  #wait(): void {
    if (this.#stopped) return
    this.#say({ phase: 'waiting' })
    window.addEventListener('online', this.start, { once: true })
    this.#timer = setTimeout(this.start, Math.min(longestPause, firstPause * 2 ** this.#tries))
    this.#tries += 1
  }

  #say(news: Partial<Sending>): void {
    this.#now = { ...this.#now, ...news }
    this.#tell(this.#now)
  }
}
