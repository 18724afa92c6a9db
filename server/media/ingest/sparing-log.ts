/** How often one kind of event is spoken of, in ms. */
const PAUSE_MS = 10_000

interface Event {
  /** There are few kinds. */
  kind: string
  /** Says it in full. */
  first: () => void
  /** Says how often it happened since. */
  again: (count: number) => void
}

/** The time after a line in which events are only counted. */
interface Pause {
  count: number
  again: Event['again']
  timer: NodeJS.Timeout | undefined
}

/**
 * What strangers can make happen as often as they like must not fill the disk with words: the first of a kind is said
 * at once, those that follow as a sum per pause.
 */
export function createSparingLog(pauseMs = PAUSE_MS) {
  const pauses = new Map<string, Pause>()
  let stopped = false

  function pause(kind: string, again: Event['again']): void {
    const timer = stopped ? undefined : setTimeout(() => resume(kind), pauseMs).unref()
    pauses.set(kind, { count: 0, again, timer })
  }

  function resume(kind: string): void {
    const over = pauses.get(kind)
    pauses.delete(kind)
    if (!over || over.count === 0) return
    over.again(over.count)
    pause(kind, over.again)
  }

  return {
    say({ kind, first, again }: Event): void {
      const paused = pauses.get(kind)
      if (paused) {
        paused.count += 1
        return
      }
      first()
      pause(kind, again)
    },
    /** Says the sums so far. From now on only the first of a new kind is said, and no timer runs. */
    stop(): void {
      stopped = true
      for (const paused of pauses.values()) {
        clearTimeout(paused.timer)
        if (paused.count > 0) paused.again(paused.count)
        paused.count = 0
      }
    },
  }
}
