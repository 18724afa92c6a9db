import type { Transaction } from '#app/kernel/database.server.ts'

/** Somebody by either of the ways in which she is known, or by the number on her card. */
export interface Named {
  personId?: string | null
  memberId?: string | null
  /** As `readMemberNumber` answers it. */
  number?: string | null
}

/** Somebody with both of her ids, where she has both. */
export interface Who {
  personId: string | null
  memberId: string | null
  /** As the roll has it, else as she calls herself. */
  name: string
}

/** Who each of them is, in the same order; null for whoever is not there. One statement, however many they are. */
export async function findWho(tx: Transaction, named: readonly Named[]): Promise<(Who | null)[]> {
  const rows = await tx.$queryRaw<
    { personId: string | null; memberId: string | null; name: string | null }[]
  >`
    SELECT coalesce(m.person_id, p.id) AS "personId", m.id AS "memberId", coalesce(m.name, p.name) AS name
    FROM unnest(${named.map(({ personId }) => personId ?? null)}::uuid[],
      ${named.map(({ memberId }) => memberId ?? null)}::uuid[],
      ${named.map(({ number }) => number ?? null)}::text[]) WITH ORDINALITY AS n(person_id, member_id, number, place)
    LEFT JOIN person p ON p.id = n.person_id
    LEFT JOIN member of_person ON of_person.person_id = n.person_id
    LEFT JOIN member by_number ON by_number.number = n.number
    LEFT JOIN member m ON m.id = coalesce(n.member_id, of_person.id, by_number.id) AND m.erased_at IS NULL
    ORDER BY n.place`
  return rows.map(({ name, ...ids }) => (name === null ? null : { ...ids, name }))
}

/** The same key for the same somebody, for maps. */
export function keyOf({ personId, memberId }: { personId: string | null; memberId: string | null }): string {
  return personId ?? memberId ?? ''
}
