export { demoPeople } from './demo-people.ts'
export { hasRole, identityPolicy, isAdministrator } from './policy.ts'
export type { KnownVisitor, Visitor } from './policy.ts'
