import type { Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'
import type { Whose } from '#app/kernel/personal-data.server.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'
import { gatherCheckIns } from './check-in/gather-check-ins.server.ts'
import { listLooks } from './directory/looks.server.ts'
import { monthOf } from './members.ts'

/** All that the union keeps of her, for herself. */
export async function gatherMembership(tx: Transaction, whose: Whose): Promise<Json> {
  const { memberId } = whose
  return {
    member: memberId === null ? null : await gatherMember(tx, memberId),
    applications: await gatherApplications(tx, whose),
    lookedAt: memberId === null ? [] : (await listLooks(tx, memberId)).map((look) => ({ ...look })),
    rowsOfImportedRolls: memberId === null ? [] : await gatherRollLines(tx, memberId),
    checkIns: await gatherCheckIns(tx, whose),
  }
}

async function gatherMember(tx: Transaction, id: string): Promise<Json> {
  const member = await tx.member.findUniqueOrThrow({
    where: { id },
    include: {
      memberships: { orderBy: { since: 'asc' }, include: { organisation: { select: { name: true } } } },
      officers: { orderBy: { from: 'asc' }, include: { organisation: { select: { name: true } } } },
      transfers: { orderBy: { askedAt: 'asc' }, include: { from: true, to: true } },
    },
  })
  return {
    number: member.number,
    ...personalColumns(member),
    nameSounds: member.pinyin,
    onTheRollSince: member.createdAt.toISOString(),
    organisations: member.memberships.map(({ organisation, startedBy, since, endedBy, until }) => ({
      ...{ name: organisation.name, startedBy, since: since.toISOString() },
      ...{ endedBy, until: until?.toISOString() ?? null },
    })),
    posts: member.officers.map(({ organisation, post, from, until }) => ({
      ...{ organisation: organisation.name, post, from: dayOf(from), until: until && dayOf(until) },
    })),
    transfers: member.transfers.map(({ from, to, status, askedAt, reason }) => ({
      ...{ from: from.name, to: to.name, status, askedAt: askedAt.toISOString(), reason },
    })),
  }
}

async function gatherApplications(tx: Transaction, { personId, memberId }: Whose): Promise<Json> {
  const rows = await tx.application.findMany({
    where: { OR: [...(personId ? [{ personId }] : []), ...(memberId ? [{ memberId }] : [])] },
    orderBy: { startedAt: 'asc' },
    include: { organisation: { select: { name: true } } },
  })
  return rows.map((row) => ({
    ...personalColumns(row),
    ...{ status: row.status, organisation: row.organisation?.name ?? null, reason: row.reason },
    startedAt: row.startedAt.toISOString(),
  }))
}

/** Rows that a clerk has not found to be hers may be somebody else's: they are not handed out. */
async function gatherRollLines(tx: Transaction, memberId: string): Promise<Json> {
  const lines = await tx.rollLine.findMany({
    where: {
      memberId,
      OR: [{ isSame: true }, { isSame: null, verdict: { in: ['new', 'same', 'changed'] } }],
    },
    orderBy: { import: { createdAt: 'asc' } },
    include: { import: { select: { fileName: true, createdAt: true } } },
  })
  return lines.map((line) => ({
    ...{ file: line.import.fileName, importedAt: line.import.createdAt.toISOString(), row: line.line },
    cells: JSON.parse(openPersonal(line.cellsCipher)) as Json,
    readAs: line.fieldsCipher === null ? null : (JSON.parse(openPersonal(line.fieldsCipher)) as Json),
  }))
}

interface PersonalColumns {
  name: string | null
  phoneCipher: string | null
  identityCipher: string | null
  sex: string | null
  birthMonth: Date | null
  trade: string | null
  employment: string | null
}

function personalColumns({ name, phoneCipher, identityCipher, sex, birthMonth, ...row }: PersonalColumns) {
  return {
    name,
    phone: phoneCipher && openPersonal(phoneCipher),
    identityNumber: identityCipher && openPersonal(identityCipher),
    ...{ sex, birthMonth: monthOf(birthMonth), trade: row.trade, employment: row.employment },
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
