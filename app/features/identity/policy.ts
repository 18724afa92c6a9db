import type { Privilege, Role } from '#app/generated/prisma/enums.ts'
import { isWithin } from './scopes.ts'

/** A role within a scope: `*` everywhere, `room:ID`, `shop:ID`, or `org:PATH` with everything under it. */
export interface ScopedRole {
  role: Role
  scope: string
}

/** Someone signed in, as every decision about her sees her. */
export interface KnownVisitor {
  personId: string
  roles: readonly ScopedRole[]
  privileges: readonly Privilege[]
}

/** Who is asking: a signed-in person, or null for anyone who opened a link. */
export type Visitor = KnownVisitor | null

/** Whether she has this role in this scope: exactly there, over the organisation that holds it, or everywhere. */
export function hasRole(visitor: Visitor, role: Role, scope: string): boolean {
  return (visitor?.roles ?? []).some((has) => has.role === role && isWithin(scope, has.scope))
}

export function isAdministrator(visitor: Visitor): boolean {
  return hasRole(visitor, 'administrator', '*')
}

/** Rows of the one policy, which app/routes-policy.ts assembles: accounts, roles, following. */
export const identityPolicy = {
  /** Her own account: name, picture, devices. */
  'account.keep': (visitor: Visitor) => visitor !== null,
  'person.follow': (visitor: Visitor, followed: { personId: string }) =>
    visitor !== null && visitor.personId !== followed.personId,
  /** Roles, privileges and who else may do what. */
  'people.govern': (visitor: Visitor) => isAdministrator(visitor),
}
