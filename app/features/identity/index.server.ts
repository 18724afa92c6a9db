export { countFollowers, follow, isFollowing, unfollow } from './follows.server.ts'
export {
  createPerson,
  findOrCreateDemoPerson,
  findOrCreatePerson,
  findPersonByPhone,
} from './people.server.ts'
export { countUnreadNews, newsStatement, newsTask, notify, type News } from './notifications.server.ts'
export { personalPart } from './personal-part.server.ts'
export { rewriteScopes } from './rewrite-scopes.server.ts'
export { grantRole, endRole } from './roles.server.ts'
export { addPrivilege, dropPrivilege } from './privileges.server.ts'
export { findOpenSessions } from './open-sessions.server.ts'
export { findVisitor, findVisitorByCookie, requireVisitor } from './visitor.server.ts'
export type { SignedIn } from './visitor.server.ts'
export { makeSetupLink } from './setup.server.ts'
export { beginSession } from './sign-in.server.ts'
