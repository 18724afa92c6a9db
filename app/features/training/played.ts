import type { Stretch } from './progress.ts'
import { joined } from './report-queue.ts'

/** Closer to its end than this, in seconds, a film begins anew. */
const nearEnd = 5

/** Where a film goes on, in seconds from its beginning. */
export function resumePosition({ position, seconds }: { position: number; seconds: number }): number {
  return position >= seconds - nearEnd ? 0 : Math.max(0, position)
}

/** What a browser says was played, as whole seconds of the lesson, which begins at `begins` in the recording. */
export function playedSeconds(
  played: Pick<TimeRanges, 'length' | 'start' | 'end'>,
  { begins, seconds }: { begins: number; seconds: number },
): Stretch[] {
  const within = (moment: number) => Math.min(seconds, Math.max(0, Math.round(moment - begins)))
  const stretches = Array.from({ length: played.length }, (_, index): Stretch => [
    within(played.start(index)),
    within(played.end(index)),
  ])
  return joined(stretches)
}
