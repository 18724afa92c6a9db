export { recoverBroadcasts } from './broadcasts.server.ts'
export { issueDemoTicket, seedDemo } from './demo.server.ts'
export { issueIngestTicket } from './ingest-tickets.server.ts'
export { jobs } from './jobs.server.ts'
export { mediaHooks } from './media-hooks.server.ts'
export {
  createRoom,
  findReplay,
  findReplays,
  findRoomBySlug,
  listRooms,
  listRoomsOnAir,
} from './rooms.server.ts'
export { rotateStreamKey } from './stream-keys.server.ts'
