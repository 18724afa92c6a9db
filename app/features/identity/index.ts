export { PhoneNumber } from './people.ts'
export type { Visitor } from './policy.ts'
