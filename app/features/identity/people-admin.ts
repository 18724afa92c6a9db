import { z } from 'zod'
import type { Privilege, Role } from '#app/generated/prisma/enums.ts'

/** A telephone number or how a name begins. */
export const FindPersonForm = z.object({ deed: z.literal('find'), search: z.string().trim().min(1).max(40) })

/** Somebody as the administrator's list shows her. */
export interface PersonRow {
  id: string
  name: string
  picture: string | null
  demo: boolean
  phoneLast4: string | null
  /** ISO 8601, as every moment here. */
  since: string
}

export interface PeoplePage {
  people: PersonRow[]
  /** The next page's number, or null where this is the last. */
  next: number | null
}

interface GrantRow {
  id: string
  grantedAt: string
  /** Who gave it; null where the system did. */
  grantedBy: string | null
}

/** Somebody with what she may do. */
export interface GovernedPerson extends PersonRow {
  roles: (GrantRow & { role: Role; scope: string })[]
  privileges: (GrantRow & { privilege: Privilege; reason: string })[]
}
