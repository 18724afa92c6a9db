import { hasRole, isAdministrator, type Visitor } from '#app/features/identity/index.ts'
import { keepsEvent, type KeptEvent } from './events/keeping.ts'

/** Who may do what with courses: rows of the one policy, which app/routes-policy.ts assembles. */
export const trainingPolicy = {
  /** What is published, anybody may look at. */
  'course.see': (_visitor: Visitor, course: { published: boolean }) => course.published,
  /** To begin it, and to be in its lessons. */
  'course.learn': (visitor: Visitor, course: { published: boolean }) => visitor !== null && course.published,
  /** Her certificate on paper; that it is genuine, anybody may ask. */
  'certificate.own': (visitor: Visitor, certificate: { holderId: string }) =>
    visitor?.personId === certificate.holderId,
  /** Its list, its screen and its door. */
  'event.keep': (visitor: Visitor, event: KeptEvent) => keepsEvent(visitor, event),
  /** To write courses: they are the whole house's, whichever organisation somebody lectures for. */
  'course.teach': (visitor: Visitor) =>
    (visitor?.roles ?? []).some(({ role }) => role === 'lecturer') || isAdministrator(visitor),
  /** To publish a course whose certificate lets people go on air for everybody. */
  'course.open-door': (visitor: Visitor) => hasRole(visitor, 'lecturer', '*') || isAdministrator(visitor),
  /** To find any certificate by name and number, and to take it back: names of all organisations' members stand there. */
  'certificate.govern': (visitor: Visitor) =>
    hasRole(visitor, 'lecturer', '*') || hasRole(visitor, 'staff', '*') || isAdministrator(visitor),
}
