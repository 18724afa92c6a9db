export { seedDemoUnion } from './demo-union.server.ts'
export { personalPart } from './personal-part.server.ts'
export { rollCrontab as unionCrontab, rollJobs as unionJobs } from './roll/roll-jobs.server.ts'
export { within } from './within.server.ts'
export { isMacOf, macOf } from './check-in/code-mac.server.ts'
export { newSecret, passOf, readPasses, type CodeRefusal } from './check-in/passes.server.ts'
export {
  countAttendance,
  countCame,
  listAttendances,
  listCheckIns,
  logArrivals,
  voidCheckIn,
  type Arrival,
  type Logged,
} from './check-in/check-ins.server.ts'
export { findWho, keyOf, type Who } from './check-in/who.server.ts'
