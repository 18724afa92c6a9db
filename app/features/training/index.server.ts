export { seedDemoCourses } from './demo-courses.server.ts'
export { missingForDoor, trainingJobs, type MissingForDoor } from './door.server.ts'
export { personalPart } from './personal-part.server.ts'
