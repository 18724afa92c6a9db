import type { Role } from '#app/generated/prisma/enums.ts'

type ScopeKind = '*' | 'room' | 'shop' | 'org'

/** Where each role can be held. */
export const scopesOf: Record<Role, readonly ScopeKind[]> = {
  member: ['*', 'org'],
  host: ['room'],
  assistant: ['room'],
  lecturer: ['*', 'org'],
  staff: ['*', 'org'],
  administrator: ['*'],
}

/** Whether what is granted for `wider` holds for `scope`: `org:a.b` for `org:a.b.c` and not for `org:a.bc`. */
export function isWithin(scope: string, wider: string): boolean {
  if (wider === '*' || scope === wider) return true
  return wider.startsWith('org:') && scope.startsWith(`${wider}.`)
}

/** The roles that an administrator gives by hand, everywhere; those of a room come with the room. */
export const grantableRoles = ['staff', 'lecturer', 'member', 'administrator'] as const satisfies Role[]
