import type { Outcome } from '#app/kernel/outcome.ts'
import type { Actor } from '#app/kernel/transact.server.ts'
import { endPrivilege, grantPrivilege } from './privileges.server.ts'
import { endRole, grantRole } from './roles.server.ts'
import type { GovernForm, RightsRefusal } from './roles.ts'

/** What an administrator asked for on a person's page. Roles that she gives by hand hold everywhere. */
export function changeRights(
  asked: GovernForm & { personId: string },
  { actor }: { actor: Actor },
): Promise<Outcome<unknown, RightsRefusal>> {
  const { personId, reason } = asked
  switch (asked.deed) {
    case 'grant-role':
      return grantRole({ personId, role: asked.role, scope: '*', reason }, { actor })
    case 'end-role':
      return endRole({ grantId: asked.grant, reason }, { actor })
    case 'grant-privilege':
      return grantPrivilege({ personId, privilege: asked.privilege, reason }, { actor })
    case 'end-privilege':
      return endPrivilege({ grantId: asked.grant, reason }, { actor })
  }
}
