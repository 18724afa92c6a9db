export { shopPolicy } from './policy.ts'
