export { NewPerson, PhoneNumber } from './people.ts'
export type { Visitor } from './policy.ts'
