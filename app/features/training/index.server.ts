export { seedDemoEvents } from './events/demo-events.server.ts'
export { seedDemoCourses } from './demo-courses.server.ts'
export { missingForDoor, trainingJobs } from './door.server.ts'
export { personalPart } from './personal-part.server.ts'
