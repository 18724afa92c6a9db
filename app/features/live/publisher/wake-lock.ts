/**
 * Keeps the screen on while it is wanted. The browser lets go whenever the page is hidden: it is taken again when it
 * is seen. Where a browser knows none, or the phone is low on battery, the screen goes off as it always does.
 */
export class WakeLock {
  #sentinel: WakeLockSentinel | null = null
  #wanted = false
  #onVisible = () => void this.#take()

  keep(wanted: boolean): void {
    if (wanted === this.#wanted) return
    this.#wanted = wanted
    if (wanted) {
      document.addEventListener('visibilitychange', this.#onVisible)
      void this.#take()
    } else {
      document.removeEventListener('visibilitychange', this.#onVisible)
      void this.#sentinel?.release()
      this.#sentinel = null
    }
  }

  async #take(): Promise<void> {
    if (document.hidden || !('wakeLock' in navigator) || (this.#sentinel && !this.#sentinel.released)) return
    try {
      const sentinel = await navigator.wakeLock.request('screen')
      if (this.#wanted) this.#sentinel = sentinel
      else await sentinel.release()
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
  }
}
