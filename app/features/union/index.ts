export { unionPolicy } from './policy.ts'
