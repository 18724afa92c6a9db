import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'

/** An application as staff see it in the queue. */
export interface QueuedApplication {
  id: string
  name: string
  phoneLast4: string
  organisation: string
  /** ISO 8601. */
  submittedAt: string
  /** Members on the roll that she may be. */
  likenesses: number
}

/** Why somebody on the roll may be she. */
export type Likeness = 'identity' | 'phone' | 'name-and-birth' | 'account'

/** Somebody on the roll who may be she. In an organisation that the reader does not keep nothing personal is said. */
export interface LikeMember {
  id: string
  by: Likeness[]
  /** Null where the reader does not keep her organisation. */
  shown: {
    name: string
    number: string
    sex: Sex | null
    birthMonth: string | null
    phoneLast4: string | null
    trade: Trade | null
    /** Where she is now; null for one who has left. */
    organisation: string | null
  } | null
}

/** An application with all that staff decide by. */
export interface ReviewedApplication {
  id: string
  name: string
  phoneLast4: string
  sex: Sex | null
  birthMonth: string | null
  trade: Trade | null
  employment: Employment | null
  identityLast4: string | null
  organisation: { id: string; name: string }
  submittedAt: string
  alike: LikeMember[]
}
