import type { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { monthOf } from '../members.ts'
import type { Keeps } from '../organisation-tree.server.ts'
import { isKeptMember } from './kept-member.server.ts'
import type { MemberView, Post, Stay } from './member.ts'

const named = { select: { id: true, name: true } } as const

/** What `factsOf` reads. */
export const memberWithHistory = {
  memberships: { orderBy: [{ since: 'desc' }, { id: 'desc' }], include: { organisation: named } },
  officers: { orderBy: [{ from: 'desc' }, { id: 'desc' }], include: { organisation: named } },
} satisfies Prisma.MemberInclude

/** A member whom whoever asks keeps; null for any other, and for none. */
export async function findMember({ id, keeps }: { id: string; keeps: Keeps }): Promise<MemberView | null> {
  if (!(await isKeptMember(database(), { id, keeps }))) return null
  const row = await database().member.findUniqueOrThrow({
    where: { id },
    include: {
      ...memberWithHistory,
      transfers: { where: { status: 'open' }, select: { to: { select: { name: true } } } },
    },
  })
  return {
    ...factsOf(row),
    ...{ phoneLast4: row.phoneLast4, identityLast4: row.identityLast4 },
    hasAccount: row.personId !== null,
    changedAt: row.changedAt.toISOString(),
    transferTo: row.transfers[0]?.to.name ?? null,
  }
}

type Row = Prisma.MemberGetPayload<{ include: typeof memberWithHistory }>

/** What is not sealed of her, with where she was and what she did there. */
export function factsOf(row: Row) {
  const { id, number, name, sex, trade, employment, demo } = row
  const current = row.memberships.find(({ until }) => until === null)
  return {
    ...{ id, number, name, sex, trade, employment, demo },
    birthMonth: monthOf(row.birthMonth),
    organisation: current?.organisation ?? null,
    stays: row.memberships.map(({ organisation, startedBy, since, endedBy, until }): Stay => ({
      ...{ organisation: organisation.name, startedBy, since: since.toISOString() },
      ...{ endedBy, until: until?.toISOString() ?? null },
    })),
    posts: row.officers.map(({ organisation, post, from, until }): Post => ({
      ...{ organisation: organisation.name, post, from: dayOf(from) },
      until: until && dayOf(until),
    })),
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
