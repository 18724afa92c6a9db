import type { Attendance, CheckInWay, SignUpState } from '#app/generated/prisma/enums.ts'
import type { Words } from '../courses.ts'

/** An event as pages show it. Moments are milliseconds since 1970. */
export interface EventView {
  id: string
  title: Words
  organisation: string
  /** Of the organisation, in the tree. */
  path: string
  lecturerIds: string[]
  venue: string
  startsAt: number
  endsAt: number
  places: number
  taken: number
  waiting: number
  lateAfterMinutes: number
  /** How often it was changed. */
  revision: number
  cancelledReason: string | null
  demo: boolean
  /** What whoever looks has to do with it; null where nothing. */
  mine: { state: SignUpState; ahead: number } | null
  /** When she checked in, where she has. */
  came: { state: Attendance; at: number } | null
}

/** Somebody on an event's list. */
export interface Attendee {
  /** Null for whom the log alone knows, as somebody who was excused without having signed up. */
  signUp: string | null
  name: string
  number: string | null
  /** Null where she has not signed up. */
  state: SignUpState | null
  walkIn: boolean
  /** What the log says of her; null where it says nothing yet. */
  checkIn: AttendeeCheckIn | null
}

export interface AttendeeCheckIn {
  id: string
  state: Attendance
  way: CheckInWay
  at: number
}
