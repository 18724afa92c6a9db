export { unionPolicy } from './policy.ts'
export { isKept, pathsKeptBy, scopeOf } from './scope.ts'
export { readMemberNumber } from './member-number.ts'
export { freshness, readScreenCode, stepAt, stepMs, writeScreenCode } from './check-in/rotating-code.ts'
