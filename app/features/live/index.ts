export { livePolicy } from './policy.ts'
export { refusals } from './room-wire.ts'
