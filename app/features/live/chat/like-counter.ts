/** The most likes that one ask carries, and one page keeps while there is no line. */
const mostAtOnce = 20
const every = 1000

/** Gathers likes and sends them at most once a second. */
export class LikeCounter {
  readonly #send: (count: number) => void
  #unsent = 0
  #open = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (count: number) => void) {
    this.#send = send
  }

  add(): void {
    this.#unsent = Math.min(mostAtOnce, this.#unsent + 1)
    this.#schedule()
  }

  start(): void {
    this.#open = true
    this.#schedule()
  }

  stop(): void {
    this.#open = false
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #schedule(): void {
    if (!this.#open || this.#unsent === 0) return
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const count = this.#unsent
      this.#unsent = 0
      if (count > 0) this.#send(count)
    }, every)
  }
}
