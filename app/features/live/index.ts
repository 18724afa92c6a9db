export { livePolicy } from './policy.ts'
export type { ReplayCard, ReplayView, RoomCard, RoomHost, RoomState, RoomView } from './rooms.ts'
