import { Prisma, type Application } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { personal } from '#app/kernel/personal-keys.server.ts'
import { transact, type Refusal } from '#app/kernel/transact.server.ts'
import type { ReviewRefusal } from './application-forms.ts'
import { join, lockMember, nextMemberNumber } from './join.server.ts'
import type { Keeper } from './organisations.server.ts'
import { isKept } from './scope.ts'
import { soundsOfPerson } from './sounds.server.ts'
import { tell } from './union-news.server.ts'
import { within } from './within.server.ts'

type Waiting = Application & { organisationId: string; name: string }
type Refuse = (reason: ReviewRefusal) => Refusal<ReviewRefusal>

/**
 * Makes whoever applied a member: somebody new, or, where `sameAs` says so, one whom the roll knows already. Refused as a
 * duplicate where the roll knows this identity number, or this phone with this name, and `sameAs` does not name her.
 */
export async function acceptApplication(
  asked: { id: string; sameAs?: string },
  keeper: Keeper,
): Promise<Outcome<{ memberId: string; number: string }, ReviewRefusal>> {
  const deed = { actor: keeper.actor, action: 'application.accept', subject: `application:${asked.id}` }
  try {
    return await transact<{ memberId: string; number: string }, ReviewRefusal>(
      deed,
      async (tx, refuse, note) => {
        const waiting = await lockWaiting(tx, { id: asked.id, keeps: keeper.keeps })
        if (waiting === null) throw refuse('not-found')
        const member = await admit(tx, { waiting, sameAs: asked.sameAs, keeper, refuse })
        await settle(tx, { waiting, member, keeper })
        const name = personal(waiting.personId, waiting.name)
        note({ after: { member: member.id, isNew: member.isNew, name } })
        return { memberId: member.id, number: member.number }
      },
    )
  } catch (error) {
    // The roll has this identity number, or this phone under this name.
    if (isDuplicate(error)) return refused('duplicate')
    throw error
  }
}

interface Admitted {
  id: string
  number: string
  isNew: boolean
}

/** Whoever waits is on the roll and in the organisation that she asked for. */
async function admit(
  tx: Transaction,
  { waiting, sameAs, keeper, refuse }: { waiting: Waiting; sameAs?: string; keeper: Keeper; refuse: Refuse },
): Promise<Admitted> {
  const { keeps, now = new Date() } = keeper
  const own = await lockMember(tx, { personId: waiting.personId })
  const known = own ?? (sameAs === undefined ? null : await lockMember(tx, { id: sameAs }))
  if (known === null && sameAs !== undefined) throw refuse('not-found')
  const member =
    known === null
      ? await enrol(tx, { waiting, now })
      : await recognise(tx, { waiting, known, keeps, now, refuse })
  const { id: memberId, number, isThere } = member
  const startedBy = known === null ? 'accepted' : 'rejoined'
  const isIn =
    isThere || (await join(tx, { memberId, organisationId: waiting.organisationId, startedBy, now }))
  if (!isIn) throw refuse('organisation-closed')
  return { id: memberId, number, isNew: known === null }
}

async function settle(
  tx: Transaction,
  { waiting, member, keeper }: { waiting: Waiting; member: Admitted; keeper: Keeper },
): Promise<void> {
  const { actor, now = new Date() } = keeper
  const decidedById = actor.kind === 'person' ? actor.id : null
  await tx.application.update({
    where: { id: waiting.id },
    data: { status: 'accepted', decidedAt: now, decidedById, memberId: member.id },
  })
  const where = { id: waiting.organisationId }
  const { name: organisation } = await tx.organisation.findUniqueOrThrow({ where })
  const params = { organisation, number: member.number }
  await tell(tx, { personId: waiting.personId, kind: 'union:news.accepted', params }, now)
}

/** Sends it back: she reads the reason, mends what it says, and sends it again. */
export function returnApplication(
  asked: { id: string; reason: string },
  keeper: Keeper,
): Promise<Outcome<void, 'not-found'>> {
  return close({ ...asked, status: 'returned' }, keeper)
}

/** Says no, for a reason that she reads. She may apply anew. */
export function rejectApplication(
  asked: { id: string; reason: string },
  keeper: Keeper,
): Promise<Outcome<void, 'not-found'>> {
  return close({ ...asked, status: 'rejected' }, keeper)
}

function close(
  { id, reason, status }: { id: string; reason: string; status: 'returned' | 'rejected' },
  { actor, keeps, now = new Date() }: Keeper,
): Promise<Outcome<void, 'not-found'>> {
  const action = status === 'returned' ? 'application.return' : 'application.reject'
  return transact({ actor, action, subject: `application:${id}`, why: reason }, async (tx, refuse) => {
    const waiting = await lockWaiting(tx, { id, keeps })
    if (waiting === null) throw refuse('not-found')
    const decidedById = actor.kind === 'person' ? actor.id : null
    await tx.application.update({ where: { id }, data: { status, reason, decidedAt: now, decidedById } })
    await tell(tx, { personId: waiting.personId, kind: `union:news.${status}`, params: { reason } }, now)
  })
}

async function lockWaiting(
  tx: Transaction,
  { id, keeps }: { id: string; keeps: Keeper['keeps'] },
): Promise<Waiting | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM application a JOIN organisation o ON o.id = a.organisation_id
    WHERE a.id = ${id}::uuid AND a.status = 'submitted' AND ${within(keeps, Prisma.sql`o.path`)} FOR UPDATE OF a`
  return row === undefined ? null : ((await tx.application.findUniqueOrThrow({ where: { id } })) as Waiting)
}

async function enrol(tx: Transaction, { waiting, now }: { waiting: Waiting; now: Date }) {
  const number = await nextMemberNumber(tx)
  const { id } = await tx.member.create({
    data: { ...saidIn(waiting), number, personId: waiting.personId, createdAt: now, changedAt: now },
    select: { id: true },
  })
  return { id, number, isThere: false }
}

interface Recognising {
  waiting: Waiting
  known: NonNullable<Awaited<ReturnType<typeof lockMember>>>
  keeps: Keeper['keeps']
  now: Date
  refuse: Refuse
}

/** The member whom the roll knows takes what she says herself, and her account. */
async function recognise(tx: Transaction, { waiting, known, keeps, now, refuse }: Recognising) {
  if (known.personId !== null && known.personId !== waiting.personId) throw refuse('other-account')
  if (known.organisationId !== null && known.organisationId !== waiting.organisationId)
    throw refuse('member-elsewhere')
  if (known.personId === null && !(await wasKept(tx, { memberId: known.id, keeps })))
    throw refuse('not-found')
  await tx.member.update({
    where: { id: known.id },
    data: { ...saidIn(waiting), personId: waiting.personId, changedAt: now },
  })
  return { id: known.id, number: known.number, isThere: known.organisationId !== null }
}

/** Whether she is, or was last, in an organisation that is kept: another's people are not to be taken. */
async function wasKept(
  tx: Transaction,
  { memberId, keeps }: { memberId: string; keeps: Keeper['keeps'] },
): Promise<boolean> {
  const last = await tx.membership.findFirst({
    where: { memberId },
    orderBy: { since: 'desc' },
    select: { organisation: { select: { path: true } } },
  })
  return last !== null && isKept(keeps, last.organisation.path)
}

/** What she said; what she left out stays as the roll has it. */
function saidIn({ name, sex, birthMonth, trade, employment, ...waiting }: Waiting) {
  const { phoneCipher, phoneHash, phoneLast4, identityCipher, identityHash, identityLast4 } = waiting
  return {
    ...{ name, pinyin: soundsOfPerson(name), phoneCipher, phoneHash, phoneLast4, sex, birthMonth, trade },
    employment: employment ?? 'none',
    ...(identityHash === null ? {} : { identityCipher, identityHash, identityLast4 }),
  }
}
