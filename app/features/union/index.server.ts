export { giveDemoAccounts, seedDemoLecturer } from './demo-members.server.ts'
export { seedDemoUnion } from './demo-union.server.ts'
export { personalPart } from './personal-part.server.ts'
export { rollCrontab as unionCrontab, rollJobs as unionJobs } from './roll/roll-jobs.server.ts'
export { within } from './within.server.ts'
export { isFound } from './directory/found.server.ts'
export { lastMembership } from './directory/kept-member.server.ts'
export { listKeptOrganisations } from './directory/kept-organisations.server.ts'
export { findOrganisation } from './organisation-view.server.ts'
export { isMacOf, macOf } from './check-in/code-mac.server.ts'
export { newSecret, passOf, readPasses, type CodeRefusal } from './check-in/passes.server.ts'
export {
  attendanceRows,
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
export { soundsOfPlace } from './sounds.server.ts'
