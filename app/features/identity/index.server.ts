export { createPerson, findOrCreateDemoPerson, findPersonByPhone } from './people.server.ts'
export { findVisitor, findVisitorByCookie, requireVisitor } from './visitor.server.ts'
export type { SignedIn } from './visitor.server.ts'
