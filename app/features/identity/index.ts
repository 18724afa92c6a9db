export { PhoneNumber } from './people.ts'
export { hasRole, identityPolicy, isAdministrator } from './policy.ts'
export type { KnownVisitor, ScopedRole, Visitor } from './policy.ts'
