/** The broadcast that runs in the room, or waits for its publisher. Times in milliseconds since the epoch. */
export interface Running {
  id: string
  title: string
  startedAt: number
  state: 'on-air' | 'interrupted'
  /** Until when an interrupted one can be gone on with; null while it is on air. */
  resumeUntil: number | null
}
