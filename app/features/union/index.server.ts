export { seedDemoUnion } from './demo-union.server.ts'
export { personalPart } from './personal-part.server.ts'
export { rollCrontab as unionCrontab, rollJobs as unionJobs } from './roll/roll-jobs.server.ts'
