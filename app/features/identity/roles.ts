import { z } from 'zod'
import { Privilege, Role } from '#app/generated/prisma/enums.ts'
import { grantableRoles, scopesOf } from './scopes.ts'

/** `*` everywhere, `room:ID`, `shop:ID`, or `org:PATH` (an ltree path) with everything under it. */
export const Scope = z.union([
  z.literal('*'),
  z.string().regex(/^(room|shop):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  z.string().regex(/^org:[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*$/),
])

/** Why somebody may do something: kept with the grant and in the audit. */
export const Reason = z.string().trim().min(1).max(200)

export const RoleToGrant = z
  .object({ personId: z.uuid(), role: z.enum(Role), scope: Scope })
  .refine(({ role, scope }) => scopesOf[role].some((kind) => kind === scope.split(':')[0]), {
    error: 'account:roles.wrongScope',
    path: ['scope'],
  })
export type RoleToGrant = z.infer<typeof RoleToGrant>

export const PrivilegeToGrant = z.object({ personId: z.uuid(), privilege: z.enum(Privilege) })
export type PrivilegeToGrant = z.infer<typeof PrivilegeToGrant>

/** What an administrator does to one person's rights. */
export const GovernForm = z.discriminatedUnion('deed', [
  z.object({
    deed: z.literal('grant-role'),
    role: z.enum(grantableRoles),
    reason: Reason,
  }),
  z.object({ deed: z.literal('end-role'), grant: z.uuid(), reason: Reason }),
  z.object({ deed: z.literal('grant-privilege'), privilege: z.enum(Privilege), reason: Reason }),
  z.object({ deed: z.literal('end-privilege'), grant: z.uuid(), reason: Reason }),
])
export type GovernForm = z.infer<typeof GovernForm>

export type RightsRefusal = 'has-it-already' | 'unknown-person' | 'absent' | 'last-administrator'

/** What each refusal says, as text keys. */
export const rightsRefusals: Record<RightsRefusal, string> = {
  'has-it-already': 'account:roles.hasItAlready',
  'unknown-person': 'account:people.nobody',
  absent: 'account:roles.absent',
  'last-administrator': 'account:roles.lastAdministrator',
}
