export { trainingPolicy } from './policy.ts'
