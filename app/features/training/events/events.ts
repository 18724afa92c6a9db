import type { Attendance } from '#app/generated/prisma/enums.ts'

/** The door opens so long before the beginning, in milliseconds. */
const opensBefore = 60 * 60_000
/** What a door without network has noted is taken in for so long, in milliseconds. */
export const queueLife = 24 * 60 * 60_000
/** Whoever scanned the screen has so long to sign in and check in, in milliseconds. */
export const ticketLife = 15 * 60_000

/** A class that is over is entered as late as this after its end, in milliseconds: a slip of the year lies further back. */
const enteredFor = 180 * 24 * 60 * 60_000

/** Whether a class that ends then is still to come; 'long-over' where it is too long ago to be entered. */
export function planAt(endsAt: Date, now: Date): 'coming' | 'is-over' | 'long-over' {
  if (endsAt > now) return 'coming'
  return now.getTime() - endsAt.getTime() > enteredFor ? 'long-over' : 'is-over'
}

export interface EventTimes {
  startsAt: Date
  endsAt: Date
  lateAfterMinutes: number
  cancelledAt: Date | null
}

export type DoorRefusal = 'too-early' | 'event-over' | 'cancelled'

/** Whether somebody who comes at this moment is let in; why not, where she is not. */
export function doorAt({ startsAt, endsAt, cancelledAt }: EventTimes, moment: Date): 'open' | DoorRefusal {
  if (cancelledAt !== null) return 'cancelled'
  if (moment.getTime() < startsAt.getTime() - opensBefore) return 'too-early'
  return moment > endsAt ? 'event-over' : 'open'
}

export function arrivalState(event: EventTimes, moment: Date): Attendance & ('present' | 'late') {
  return moment.getTime() > lateFrom(event) ? 'late' : 'present'
}

/** From then on a place that nobody has come for is free for whoever stands at the door. */
export function lateFrom({ startsAt, lateAfterMinutes }: EventTimes): number {
  return startsAt.getTime() + lateAfterMinutes * 60_000
}

/**
 * A door's moment by our own clock. `sentAt` is what the door's clock showed when it sent: where that is far from ours, its
 * clock is wrong, and all that it noted is moved by as much. Never later than now.
 */
export function doorTime(at: number, { sentAt, now }: { sentAt: number; now: number }): number {
  const off = now - sentAt
  // What little the line took is no fault of the clock.
  const moved = Math.abs(off) <= 30_000 ? at : at + off
  return Math.min(moved, now)
}

/** A moment in Qingdao, whose clock has no summer time: day as 2026-03-08, time as 14:30. */
export function momentIn(day: string, time: string): Date {
  return new Date(`${day}T${time}:00+08:00`)
}

/** The same the other way round, for a form's fields. */
export function fieldsOf(moment: number): { day: string; time: string } {
  const local = new Date(moment + 8 * 3_600_000).toISOString()
  return { day: local.slice(0, 10), time: local.slice(11, 16) }
}

/** The name of an event in the check-in log. */
export function occasionOf(eventId: string): string {
  return `event:${eventId}`
}

export const attendances = ['present', 'late', 'excused', 'absent'] as const satisfies Attendance[]
