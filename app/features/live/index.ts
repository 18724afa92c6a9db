export { livePolicy } from './policy.ts'
export { refusals } from './room-wire.ts'
export { clipAddress, type ProductClip } from './selling/chapters.ts'
