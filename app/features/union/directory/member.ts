import type {
  Employment,
  LookedAt,
  MembershipEnd,
  MembershipStart,
  Sex,
  Trade,
} from '#app/generated/prisma/enums.ts'

/** Somebody looked at what is sealed of a member. */
export interface Look {
  what: LookedAt
  /** ISO 8601. */
  at: string
  /** The name of whoever looked. */
  by: string
  /** Whose staff she was then; empty for staff of everything. */
  organisations: string[]
}

/** A stretch of somebody's time in the union. Times are ISO 8601. */
export interface Stay {
  organisation: string
  startedBy: MembershipStart
  since: string
  endedBy: MembershipEnd | null
  until: string | null
}

export interface Post {
  organisation: string
  post: string
  /** "2024-09-01". */
  from: string
  until: string | null
}

/** A member as the staff who keep her see her. What is sealed is told by its ending alone. */
export interface MemberView {
  id: string
  number: string
  name: string
  sex: Sex | null
  /** "1974-09". */
  birthMonth: string | null
  trade: Trade | null
  employment: Employment
  phoneLast4: string | null
  identityLast4: string | null
  demo: boolean
  hasAccount: boolean
  /** ISO 8601: what a change refers to, so that two clerks do not undo each other's. */
  changedAt: string
  /** Where she is now; null where she has left. */
  organisation: { id: string; name: string } | null
  /** Where she wants to go, while that is open. */
  transferTo: string | null
  /** The last first. */
  stays: Stay[]
  posts: Post[]
}

/** What her own page about her data shows, what is sealed in full. */
export interface OwnData {
  account: { name: string; phone: string | null }
  member:
    | (Omit<MemberView, 'phoneLast4' | 'identityLast4' | 'changedAt' | 'hasAccount' | 'transferTo'> & {
        phone: string | null
        identityNumber: string | null
      })
    | null
  looks: Look[]
}
