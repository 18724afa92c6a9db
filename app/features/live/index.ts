export { livePolicy } from './policy.ts'
