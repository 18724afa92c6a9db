import type { OrganisationKind } from '#app/generated/prisma/enums.ts'

/** An organisation as somebody looks for hers. */
export interface Place {
  id: string
  name: string
  kind: OrganisationKind
  takesMembers: boolean
  /** There are open organisations under it. */
  hasUnder: boolean
  /** Those above it, from the top down: "城阳区总工会 › 红岛街道总工会"; empty at the top. */
  above: string
}

/** What a page that looks for an organisation shows. */
export interface Places {
  /** What was searched for; empty where she looks from the top down. */
  search: string
  /** Under which one she looks; null at the top. */
  under: { id: string; name: string; parentId: string | null } | null
  found: Place[]
}
