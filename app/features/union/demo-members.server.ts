import { lookupHash } from '#app/kernel/personal.server.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { federationName, type SeedMember } from '#prisma/seed/union.ts'
import { demoPeople } from '../identity/index.ts'
import { findOrCreateDemoPerson } from '../identity/index.server.ts'
import { enrolDemoMembers } from './demo-union.server.ts'
import { scopeOf } from './scope.ts'

/**
 * Members of the demo's federation with accounts: the demo people of these phones are put on its roll, and so many founding
 * women of the roll get accounts. Answers the accounts; none where there is no demo federation.
 */
export async function giveDemoAccounts(
  tx: Transaction,
  { people, more, now }: { people: readonly Omit<SeedMember, 'since' | 'until'>[]; more: number; now: Date },
): Promise<string[]> {
  const federation = await tx.organisation.findFirst({ where: { name: federationName, demo: true } })
  if (federation === null) return []
  const known = await personsOf(tx, people)
  const since = new Date(Date.UTC(2022, 8, 20, 2)).toISOString()
  const members = people.filter(({ phone }) => known.has(phone))
  const ids = await enrolDemoMembers(tx, {
    organisationId: federation.id,
    members: members.map((one) => ({ ...one, since, until: null })),
    now,
  })
  const accounts = members.map(({ phone }) => known.get(phone) ?? '')
  await tx.$executeRaw`
    UPDATE member m SET person_id = j.person_id FROM unnest(${ids}::uuid[], ${accounts}::uuid[]) AS j(id, person_id)
    WHERE m.id = j.id`
  return [...accounts, ...(await giveAccounts(tx, { organisationId: federation.id, more }))]
}

/** The demo people of these phones who are not on the roll yet, by phone. */
async function personsOf(
  tx: Transaction,
  people: readonly { phone: string }[],
): Promise<Map<string, string>> {
  const phones = new Map(people.map(({ phone }) => [lookupHash(phone), phone]))
  const rows = await tx.person.findMany({
    where: { demo: true, member: null, phoneHash: { in: [...phones.keys()] } },
    select: { id: true, phoneHash: true },
  })
  return new Map(rows.map(({ id, phoneHash }) => [phones.get(phoneHash ?? '') ?? '', id]))
}

async function giveAccounts(
  tx: Transaction,
  { organisationId, more }: { organisationId: string; more: number },
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ person: string }[]>`
    WITH chosen AS (
      SELECT m.id, m.name, gen_random_uuid() AS person, s.since FROM member m JOIN membership s ON s.member_id = m.id
      WHERE m.demo AND m.person_id IS NULL AND m.sex = 'female' AND m.erased_at IS NULL
        AND s.organisation_id = ${organisationId}::uuid AND s.until IS NULL
      ORDER BY s.since, m.number LIMIT ${more}),
    made AS (
      INSERT INTO person (id, name, demo, created_at) SELECT person, name, true, since FROM chosen RETURNING id)
    UPDATE member m SET person_id = made.id FROM chosen JOIN made ON made.id = chosen.person
    WHERE m.id = chosen.id RETURNING made.id AS person`
  return rows.map(({ person }) => person)
}

/** The lecturer to sign in as, of the demo's federation and what is under it; null where that is not there. */
export async function seedDemoLecturer(
  tx: Transaction,
  now: Date,
): Promise<{ personId: string; isNew: boolean } | null> {
  const federation = await tx.organisation.findFirst({ where: { name: federationName, demo: true } })
  if (federation === null) return null
  const { id: personId } = await findOrCreateDemoPerson(tx, demoPeople.lecturer)
  const grant = { personId, role: 'lecturer', scope: scopeOf(federation.path), grantedAt: now } as const
  const { count } = await tx.roleGrant.createMany({ data: [grant], skipDuplicates: true })
  return { personId, isNew: count > 0 }
}
