import { Report, type Stretch } from './progress.ts'

/*
 * What a page has to tell the server and could not yet, kept in the browser: one list for each learner, so that nobody's
 * progress becomes another's who signs in on the same phone. Pure: the list goes in and comes out.
 */

export type Queue = readonly Report[]

/** More than a day's learning; beyond it the oldest positions give way, never what she finished or answered. */
const longest = 200

/**
 * Adds a report. What was played of one lesson becomes one report; so does finishing it twice, or the same attempt. A
 * merged report has a new id: that an earlier one arrived does not take it away.
 */
export function enqueue(queue: Queue, report: Report): Queue {
  const same = queue.find((one) => isSame(one, report))
  const merged = same === undefined ? report : merge(same, report)
  return shortened([...queue.filter((one) => one !== same), merged])
}

/** Without those that were dealt with. */
export function settle(queue: Queue, dealtWith: readonly string[]): Queue {
  return queue.filter(({ id }) => !dealtWith.includes(id))
}

/** The list as it was stored; what is no report of ours is left out. */
export function readQueue(stored: string | null): Queue {
  if (stored === null) return []
  try {
    const list: unknown = JSON.parse(stored)
    if (!Array.isArray(list)) return []
    return list.flatMap((one) => {
      const report = Report.safeParse(one)
      return report.success ? [report.data] : []
    })
  } catch {
    return []
  }
}

/** Where she stopped in a lesson by what is still to be told; null where that says nothing. */
export function waitingPosition(queue: Queue, lesson: string): number | null {
  for (const report of queue) if (report.kind === 'played' && report.lesson === lesson) return report.position
  return null
}

/** What she finished or answered and what has not arrived yet: the page says so. */
export function isWaiting(queue: Queue, lesson: string): boolean {
  return queue.some((report) => report.kind !== 'played' && report.lesson === lesson)
}

/** The key of the attempt at this quiz that has not arrived yet; null where none waits. */
export function waitingAttempt(queue: Queue, lesson: string): string | null {
  for (const report of queue)
    if (report.kind === 'answered' && report.lesson === lesson) return keyOf(report) ?? null
  return null
}

/** The union of stretches, in order and apart from each other. */
export function joined(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const [from, to] of stretches.toSorted((one, other) => one[0] - other[0])) {
    const last = result.at(-1)
    if (to <= from) continue
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else result.push([from, to])
  }
  return result
}

function isSame(one: Report, other: Report): boolean {
  if (one.kind !== other.kind || one.lesson !== other.lesson) return false
  return one.kind !== 'answered' || other.kind !== 'answered' || keyOf(one) === keyOf(other)
}

function keyOf(report: Extract<Report, { kind: 'answered' }>): string | undefined {
  return report.form.find(([name]) => name === 'key')?.[1]
}

function merge(before: Report, report: Report): Report {
  if (before.kind !== 'played' || report.kind !== 'played') return before
  const later = report.at >= before.at ? report : before
  return { ...later, id: report.id, played: joined([...before.played, ...report.played]) }
}

function shortened(queue: Queue): Queue {
  if (queue.length <= longest) return queue
  const given = queue.findIndex(({ kind }) => kind === 'played')
  return given === -1 ? queue : queue.filter((_, place) => place !== given)
}
