import { z } from 'zod'
import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import type { GovernedPerson, PeoplePage, PersonRow } from './people-admin.ts'

const onPage = 20

const rowColumns = {
  id: true,
  name: true,
  picture: true,
  demo: true,
  phoneLast4: true,
  createdAt: true,
} satisfies Prisma.PersonSelect
type Row = Prisma.PersonGetPayload<{ select: typeof rowColumns }>

const inForce = { where: { endedAt: null }, orderBy: { grantedAt: 'asc' } } as const

/** Everybody whose name begins so, by name; twenty a page, the first page being 0. */
export async function listPeople({ name, page }: { name: string; page: number }): Promise<PeoplePage> {
  const rows = await database().person.findMany({
    where: { name: { startsWith: asWritten(name), mode: 'insensitive' } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    skip: page * onPage,
    take: onPage + 1,
    select: rowColumns,
  })
  return { people: rows.slice(0, onPage).map(rowOf), next: rows.length > onPage ? page + 1 : null }
}

/** One person with the roles and privileges that she has now. */
export async function findGovernedPerson(id: string): Promise<GovernedPerson | null> {
  if (!z.uuid().safeParse(id).success) return null
  const person = await database().person.findUnique({
    where: { id },
    select: { ...rowColumns, roles: inForce, privileges: inForce },
  })
  if (person === null) return null
  const givers = await namesOf([...person.roles, ...person.privileges].map((grant) => grant.grantedById))
  const grantOf = (grant: { id: string; grantedAt: Date; grantedById: string | null }) => ({
    id: grant.id,
    grantedAt: grant.grantedAt.toISOString(),
    grantedBy: givers.get(grant.grantedById ?? '') ?? null,
  })
  return {
    ...rowOf(person),
    roles: person.roles.map((has) => ({ ...grantOf(has), role: has.role, scope: has.scope })),
    privileges: person.privileges.map((has) => ({
      ...grantOf(has),
      privilege: has.privilege,
      reason: has.reason,
    })),
  }
}

async function namesOf(ids: (string | null)[]): Promise<Map<string, string>> {
  const people = await database().person.findMany({
    where: { id: { in: ids.filter((id) => id !== null) } },
    select: { id: true, name: true },
  })
  return new Map(people.map(({ id, name }) => [id, name]))
}

/** Prisma hands the text to LIKE as it is, where these characters mean others. */
function asWritten(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

function rowOf({ createdAt, ...row }: Row): PersonRow {
  const { id, name, picture, demo, phoneLast4 } = row
  return { id, name, picture, demo, phoneLast4, since: createdAt.toISOString() }
}
