/** What neighbours' forms are made of: schemas, apart from index.ts, so that a page which needs none is sent none. */
export { DisplayName } from './names.ts'
export { PhoneNumber } from './people.ts'
export { Reason } from './roles.ts'
