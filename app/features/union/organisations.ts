import { OrganisationKind } from '#app/generated/prisma/enums.ts'

export const organisationKinds = Object.values(OrganisationKind)

/** An organisation by its place in the tree: those above it, from the top down. */
export interface OrganisationView {
  id: string
  parentId: string | null
  name: string
  kind: OrganisationKind
  path: string
  divisionCode: string | null
  takesMembers: boolean
  inviteCode: string
  demo: boolean
  /** ISO 8601; null while it is open. */
  closedAt: string | null
  above: { id: string; name: string }[]
}

/** One row of a list of organisations. */
export interface OrganisationRow {
  id: string
  name: string
  kind: OrganisationKind
  closedAt: string | null
  /** Open organisations right under it. */
  organisations: number
  /** Members now, of it and of all under it. */
  members: number
}

/** A post in an organisation and who holds it. Days as "2026-11-29". */
export interface OfficerRow {
  id: string
  post: string
  name: string
  number: string
  from: string
  until: string | null
}

/** Somebody who keeps an organisation, or teaches in it. */
export interface KeeperRow {
  /** The grant's. */
  id: string
  role: 'staff' | 'lecturer'
  name: string
  phoneLast4: string | null
  /** ISO 8601. */
  since: string
}

/** What happened to an organisation. */
export interface OrganisationEvent {
  id: string
  deed: 'opened' | 'renamed' | 'moved' | 'closed' | 'reopened'
  before: string | null
  after: string | null
  reason: string | null
  at: string
  by: string | null
}
