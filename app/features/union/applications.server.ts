import type { Prisma } from '#app/generated/prisma/client.ts'
import type { ApplicationStatus } from '#app/generated/prisma/enums.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { statesBefore } from '#app/kernel/moves.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { openPersonal, sealedColumns } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { ApplicationForm } from './application-forms.ts'
import { applicationMoves, type ApplicationView } from './applications.ts'
import { monthColumn, monthOf } from './members.ts'

const by = (id: string) => ({ kind: 'person', id }) as const
const open = ['draft', 'submitted', 'returned'] as const

type Step = Exclude<ApplicationForm, { step: 'send' | 'withdraw' | 'code' }>

/** Her application that is open, or else the last one; null where she has never asked. */
export async function findApplication(personId: string): Promise<ApplicationView | null> {
  const row = await database().application.findFirst({
    where: { personId, status: { not: 'withdrawn' } },
    orderBy: { startedAt: 'desc' },
    include: { organisation: { select: { id: true, name: true } } },
  })
  return row && viewOf(row)
}

/**
 * What her form begins with: the application that is open, or one that she has not begun yet, with the phone of her account.
 * Null for whoever is a member.
 */
export async function applicationToFill(personId: string): Promise<ApplicationView | null> {
  const [last, person, isMember] = await Promise.all([
    findApplication(personId),
    database().person.findUniqueOrThrow({ where: { id: personId }, select: { phoneCipher: true } }),
    database().membership.count({ where: { until: null, member: { personId } } }),
  ])
  if (isMember > 0) return null
  if (last !== null && open.some((status) => status === last.status)) return last
  return { ...blank, phone: person.phoneCipher && openPersonal(person.phoneCipher), name: last?.name ?? null }
}

const blank: ApplicationView = {
  ...{ status: 'draft', name: null, phone: null, sex: null, birthMonth: null, trade: null, employment: null },
  ...{ organisation: null, identityEnding: null, reason: null, submittedAt: null },
}

/** Keeps what a step of the form says, and begins an application where there is none. Said again, it is the same. */
export function keepStep(
  { personId, ...step }: Step & { personId: string },
  now = new Date(),
): Promise<Outcome<void, 'not-now' | 'organisation-unfit'>> {
  const deed = { actor: by(personId), action: 'application.fill-in', subject: 'application' }
  return transact(deed, async (tx, refuse, note) => {
    if (step.step === 'place' && !(await takesMembers(tx, step.organisation)))
      throw refuse('organisation-unfit')
    const id = await openApplication(tx, { personId, now })
    const { count } = await tx.application.updateMany({
      where: { id, status: { in: ['draft', 'returned'] } },
      data: columnsOf(step),
    })
    if (count === 0) throw refuse('not-now')
    note({ subject: `application:${id}`, after: { step: step.step } })
  })
}

/** Sends it to the organisation's staff. Sent twice, it is sent once. */
export function sendApplication(
  personId: string,
  now = new Date(),
): Promise<Outcome<void, 'incomplete' | 'is-member' | 'organisation-unfit' | 'not-now'>> {
  const deed = { actor: by(personId), action: 'application.send', subject: 'application' }
  return transact(deed, async (tx, refuse, note) => {
    const [row] = await tx.$queryRaw<
      { id: string; status: string; isWhole: boolean; organisationId: string }[]
    >`
      SELECT id, status::text, organisation_id AS "organisationId", name IS NOT NULL AND phone_hash IS NOT NULL AND sex IS NOT NULL
        AND birth_month IS NOT NULL AND trade IS NOT NULL AND employment IS NOT NULL AND organisation_id IS NOT NULL AS "isWhole"
      FROM application WHERE person_id = ${personId}::uuid AND status IN ('draft', 'submitted', 'returned') FOR UPDATE`
    if (row === undefined) throw refuse('not-now')
    note({ subject: `application:${row.id}` })
    if (row.status === 'submitted') return
    if (!row.isWhole) throw refuse('incomplete')
    if (!(await takesMembers(tx, row.organisationId))) throw refuse('organisation-unfit')
    if ((await tx.membership.count({ where: { until: null, member: { personId } } })) > 0)
      throw refuse('is-member')
    await tx.application.update({
      where: { id: row.id },
      data: { status: 'submitted', submittedAt: now, reason: null },
    })
  })
}

/** She takes it back; nothing of it is kept but that it was there. */
export function withdrawApplication(personId: string): Promise<Outcome<void, 'not-now'>> {
  const deed = { actor: by(personId), action: 'application.withdraw', subject: 'application' }
  return transact(deed, async (tx, refuse, note) => {
    const [gone] = await tx.application.updateManyAndReturn({
      where: { personId, status: { in: statesBefore<ApplicationStatus>(applicationMoves, 'withdrawn') } },
      data: { ...nothing, status: 'withdrawn' },
      select: { id: true },
    })
    if (gone === undefined) throw refuse('not-now')
    note({ subject: `application:${gone.id}` })
  })
}

/** The personal columns of an application or a member, emptied. */
const nothing = {
  ...{ name: null, phoneCipher: null, phoneHash: null, phoneLast4: null, sex: null, birthMonth: null },
  ...{ identityCipher: null, identityHash: null, identityLast4: null },
} as const

async function openApplication(
  tx: Transaction,
  { personId, now }: { personId: string; now: Date },
): Promise<string> {
  await tx.application.createMany({ data: [{ personId, startedAt: now }], skipDuplicates: true })
  const where = { personId, status: { in: [...open] } }
  return (await tx.application.findFirstOrThrow({ where, select: { id: true } })).id
}

async function takesMembers(tx: Transaction, id: string): Promise<boolean> {
  return (await tx.organisation.count({ where: { id, takesMembers: true, closedAt: null } })) > 0
}

function columnsOf(step: Step): Prisma.ApplicationUncheckedUpdateManyInput {
  switch (step.step) {
    case 'name':
      return { name: step.name, ...sealedColumns('phone', step.phone) }
    case 'about':
      return { sex: step.sex, birthMonth: monthColumn(step.birthMonth) }
    case 'work':
      return { trade: step.trade, employment: step.employment }
    case 'place':
      return { organisationId: step.organisation }
    case 'identity':
      return sealedColumns('identity', step.identityNumber ?? null)
  }
}

type Row = Prisma.ApplicationGetPayload<{ include: { organisation: { select: { id: true; name: true } } } }>

function viewOf(row: Row): ApplicationView {
  const { status, name, sex, trade, employment, organisation, reason } = row
  return {
    ...{ status, name, sex, trade, employment, organisation, reason },
    phone: row.phoneCipher && openPersonal(row.phoneCipher),
    birthMonth: monthOf(row.birthMonth),
    identityEnding: row.identityLast4,
    submittedAt: row.submittedAt?.toISOString() ?? null,
  }
}
