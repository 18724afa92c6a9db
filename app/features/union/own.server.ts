import { database } from '#app/kernel/database.server.ts'
import { findApplication } from './applications.server.ts'
import type { OwnUnion } from './own.ts'

/** Where somebody stands with her union. */
export async function findOwnUnion(personId: string): Promise<OwnUnion> {
  const [member, application] = await Promise.all([findMember(personId), findApplication(personId)])
  if (member === null) return { member: null, transfer: null, application }
  const { memberships, transfers, number, name, demo } = member
  const [current] = memberships
  const [transfer] = transfers
  return {
    member: {
      ...{ number, name, demo },
      organisation: current?.organisation ?? null,
      since: current?.since.toISOString() ?? null,
    },
    transfer:
      transfer === undefined
        ? null
        : {
            to: transfer.to.name,
            fromAgreed: transfer.fromAgreedAt !== null,
            toAgreed: transfer.toAgreedAt !== null,
          },
    application,
  }
}

function findMember(personId: string) {
  return database().member.findFirst({
    where: { personId, erasedAt: null },
    select: {
      number: true,
      name: true,
      demo: true,
      memberships: {
        where: { until: null },
        select: { since: true, organisation: { select: { id: true, name: true } } },
      },
      transfers: {
        where: { status: 'open' },
        select: { fromAgreedAt: true, toAgreedAt: true, to: { select: { name: true } } },
      },
    },
  })
}
