import type { TrainingEvent } from '#app/generated/prisma/client.ts'
import { findPersonByPhone } from '#app/features/identity/index.server.ts'
import { PhoneNumber } from '#app/features/identity/index.forms.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'

/** 'unknown-lecturer': nobody of this phone, or of this name here; 'many-lecturers': more than one of this name. */
export type LecturerRefusal = 'unknown-lecturer' | 'many-lecturers'

export interface Lecturer {
  id: string
  name: string
}

/** Who teaches at it. */
export async function listLecturers(eventId: string): Promise<Lecturer[]> {
  const rows = await database().eventLecturer.findMany({
    where: { eventId },
    select: { person: { select: { id: true, name: true } } },
  })
  return rows.map(({ person }) => person)
}

/**
 * By her phone, whoever lectures or is staff anywhere; by phone or by name, whoever is a member in the event's organisation or
 * under it, or a lecturer there, under it or above. Whose any other phone is, nobody learns here.
 */
export async function findLecturer(
  tx: Transaction,
  { typed, event }: { typed: string; event: Pick<TrainingEvent, 'organisationId'> },
): Promise<Lecturer | LecturerRefusal> {
  const phone = PhoneNumber.safeParse(typed)
  const reached = phone.success ? await findPersonByPhone(phone.data, tx) : null
  const named = await tx.$queryRaw<Lecturer[]>`
    SELECT DISTINCT p.id, coalesce(m.name, p.name) AS name
    FROM organisation here CROSS JOIN person p LEFT JOIN member m ON m.person_id = p.id
    WHERE here.id = ${event.organisationId}::uuid AND (p.id = ${reached?.id ?? null}::uuid OR p.name = ${typed} OR m.name = ${typed})
      AND (EXISTS (SELECT 1 FROM role_grant w WHERE w.person_id = ${reached?.id ?? null}::uuid AND w.person_id = p.id
          AND w.role IN ('lecturer', 'staff', 'administrator') AND w.ended_at IS NULL)
        OR EXISTS (SELECT 1 FROM membership s JOIN organisation o ON o.id = s.organisation_id
          WHERE s.member_id = m.id AND s.until IS NULL AND text2ltree(o.path) <@ text2ltree(here.path))
        OR EXISTS (SELECT 1 FROM role_grant r WHERE r.person_id = p.id AND r.role = 'lecturer' AND r.ended_at IS NULL
          AND CASE WHEN r.scope = '*' THEN true
            WHEN r.scope LIKE 'org:%' THEN text2ltree(substr(r.scope, 5)) @> text2ltree(here.path)
              OR text2ltree(substr(r.scope, 5)) <@ text2ltree(here.path)
            ELSE false END))
    LIMIT 2`
  const [only, second] = named
  if (only === undefined) return 'unknown-lecturer'
  return second === undefined ? only : 'many-lecturers'
}
