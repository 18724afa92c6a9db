import { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { join, lockMember } from './join.server.ts'
import type { Keeper } from './organisations.server.ts'
import { isKept } from './scope.ts'
import { tell } from './union-news.server.ts'
import { within } from './within.server.ts'

/** Ends somebody's membership: she leaves by herself (`personId`), or staff take her off for a reason. */
export function leave(
  who: { personId: string } | { memberId: string; reason: string },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<void, 'not-found'>> {
  const why = 'reason' in who ? who.reason : undefined
  return transact({ actor, action: 'membership.leave', subject: 'member', why }, async (tx, refuse, note) => {
    const member = await lockMember(tx, 'personId' in who ? who : { id: who.memberId })
    if (!member?.path) throw refuse('not-found')
    if ('memberId' in who && !isKept(keeps, member.path)) throw refuse('not-found')
    await endCurrent(tx, { memberId: member.id, endedBy: 'left', now })
    await tx.transfer.updateMany({
      where: { memberId: member.id, status: 'open' },
      data: { status: 'withdrawn', closedAt: now },
    })
    note({ subject: `member:${member.id}`, before: { organisation: member.organisationId } })
  })
}

/** Asks for a member to be moved: she herself, or staff of where she is. Both organisations then agree, in any order. */
export function askTransfer(
  who: { personId: string; toId: string } | { memberId: string; toId: string },
  { actor, keeps, now = new Date() }: Keeper & { actor: Actor & { kind: 'person' } },
): Promise<Outcome<{ id: string }, 'not-found' | 'target-unfit' | 'asked-already'>> {
  return transact({ actor, action: 'transfer.ask', subject: 'member' }, async (tx, refuse, note) => {
    const member = await lockMember(tx, 'personId' in who ? { personId: who.personId } : { id: who.memberId })
    if (!member?.path || member.organisationId === null) throw refuse('not-found')
    if ('memberId' in who && !isKept(keeps, member.path)) throw refuse('not-found')
    const fit = await tx.organisation.count({ where: { id: who.toId, takesMembers: true, closedAt: null } })
    if (fit === 0 || who.toId === member.organisationId) throw refuse('target-unfit')
    const data = {
      memberId: member.id,
      fromId: member.organisationId,
      toId: who.toId,
      askedAt: now,
      askedById: actor.id,
    }
    const [made] = await tx.transfer.createManyAndReturn({
      data: [data],
      skipDuplicates: true,
      select: { id: true },
    })
    if (made === undefined) throw refuse('asked-already')
    note({ subject: `member:${member.id}`, after: { transfer: made.id, from: data.fromId, to: data.toId } })
    return made
  })
}

interface OpenTransfer {
  id: string
  memberId: string
  fromId: string
  toId: string
  keepsFrom: boolean
  keepsTo: boolean
  fromAgreedAt: Date | null
  toAgreedAt: Date | null
}

/** Agrees for the sides that whoever agrees keeps. The second side to agree moves her. */
export function agreeToTransfer(
  id: string,
  { actor, keeps, now = new Date() }: Keeper & { actor: Actor & { kind: 'person' } },
): Promise<Outcome<{ isDone: boolean }, 'not-found' | 'target-unfit'>> {
  return transact(
    { actor, action: 'transfer.agree', subject: `transfer:${id}` },
    async (tx, refuse, note) => {
      const transfer = await lockTransfer(tx, { id, keeps })
      if (transfer === null) throw refuse('not-found')
      const from =
        transfer.fromAgreedAt === null && transfer.keepsFrom ? { fromAgreedAt: now, fromById: actor.id } : {}
      const to = transfer.toAgreedAt === null && transfer.keepsTo ? { toAgreedAt: now, toById: actor.id } : {}
      const agreed = { fromAgreedAt: transfer.fromAgreedAt, toAgreedAt: transfer.toAgreedAt, ...from, ...to }
      const isDone = agreed.fromAgreedAt !== null && agreed.toAgreedAt !== null
      await tx.transfer.update({
        where: { id },
        data: { ...from, ...to, ...(isDone ? { status: 'done', closedAt: now, closedById: actor.id } : {}) },
      })
      if (isDone && !(await moveMember(tx, { transfer, now }))) throw refuse('target-unfit')
      note({ after: { from: agreed.fromAgreedAt !== null, to: agreed.toAgreedAt !== null } })
      return { isDone }
    },
  )
}

/** Says no for either side, with a reason that she reads. */
export function refuseTransfer(
  { id, reason }: { id: string; reason: string },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<void, 'not-found'>> {
  const deed = { actor, action: 'transfer.refuse', subject: `transfer:${id}`, why: reason }
  return transact(deed, async (tx, refuse) => {
    const transfer = await lockTransfer(tx, { id, keeps })
    if (transfer === null) throw refuse('not-found')
    const closedById = actor.kind === 'person' ? actor.id : null
    await tx.transfer.update({
      where: { id },
      data: { status: 'refused', reason, closedAt: now, closedById },
    })
    const params = { reason }
    await tellMember(tx, { memberId: transfer.memberId, kind: 'union:news.transfer-refused', params }, now)
  })
}

/** She takes her wish back. */
export function withdrawTransfer(personId: string, now = new Date()): Promise<Outcome<void, 'not-found'>> {
  const deed = {
    actor: { kind: 'person', id: personId },
    action: 'transfer.withdraw',
    subject: 'member',
  } as const
  return transact(deed, async (tx, refuse, note) => {
    const [gone] = await tx.transfer.updateManyAndReturn({
      where: { status: 'open', member: { personId } },
      data: { status: 'withdrawn', closedAt: now, closedById: personId },
      select: { id: true },
    })
    if (gone === undefined) throw refuse('not-found')
    note({ subject: `transfer:${gone.id}` })
  })
}

/** An open transfer of which whoever asks keeps a side, with the member locked. */
async function lockTransfer(
  tx: Transaction,
  { id, keeps }: { id: string; keeps: Keeper['keeps'] },
): Promise<OpenTransfer | null> {
  const [row] = await tx.$queryRaw<OpenTransfer[]>`
    SELECT t.id, t.member_id AS "memberId", t.from_id AS "fromId", t.to_id AS "toId",
      ${within(keeps, Prisma.sql`f.path`)} AS "keepsFrom", ${within(keeps, Prisma.sql`o.path`)} AS "keepsTo",
      t.from_agreed_at AS "fromAgreedAt", t.to_agreed_at AS "toAgreedAt"
    FROM transfer t JOIN organisation f ON f.id = t.from_id JOIN organisation o ON o.id = t.to_id
    JOIN member m ON m.id = t.member_id
    WHERE t.id = ${id}::uuid AND t.status = 'open' FOR UPDATE OF t, m`
  return row !== undefined && (row.keepsFrom || row.keepsTo) ? row : null
}

async function moveMember(
  tx: Transaction,
  { transfer, now }: { transfer: OpenTransfer; now: Date },
): Promise<boolean> {
  const { memberId, fromId, toId } = transfer
  const ended = await tx.membership.updateMany({
    where: { memberId, organisationId: fromId, until: null },
    data: { until: now, endedBy: 'transferred' },
  })
  if (ended.count === 0) return false
  if (!(await join(tx, { memberId, organisationId: toId, startedBy: 'transferred', now }))) return false
  const { name } = await tx.organisation.findUniqueOrThrow({ where: { id: toId }, select: { name: true } })
  await tellMember(tx, { memberId, kind: 'union:news.transferred', params: { organisation: name } }, now)
  return true
}

async function endCurrent(
  tx: Transaction,
  { memberId, endedBy, now }: { memberId: string; endedBy: 'left'; now: Date },
): Promise<void> {
  await tx.membership.updateMany({ where: { memberId, until: null }, data: { until: now, endedBy } })
}

type Told =
  | { kind: 'union:news.transferred'; params: { organisation: string } }
  | { kind: 'union:news.transfer-refused'; params: { reason: string } }

/** Tells a member, where she has an account. */
async function tellMember(
  tx: Transaction,
  { memberId, ...news }: Told & { memberId: string },
  now: Date,
): Promise<void> {
  const { personId } = await tx.member.findUniqueOrThrow({
    where: { id: memberId },
    select: { personId: true },
  })
  if (personId !== null) await tell(tx, { personId, ...news }, now)
}
