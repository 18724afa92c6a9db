import type { Member } from '#app/generated/prisma/client.ts'
import type { RollVerdict } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { lastDigits } from '#app/kernel/personal.server.ts'
import { isKept } from '../scope.ts'
import { monthOf } from '../members.ts'
import { readable } from './cells.ts'
import { ColumnsKept, type Columns } from './columns.ts'
import { alike, changeableFields, type ChangeableField } from './judge.ts'
import { askedOf, openCells, openFields, type LineFields } from './lines.server.ts'
import { findCandidates } from './match.server.ts'
import type { LinesView, LineView, ShownPerson } from './roll-view.ts'

export const linesOfPage = 50

interface Asking {
  id: string
  verdict: RollVerdict
  page: number
  keeps: 'all' | readonly string[]
  /** The organisation's path. */
  path: string
}

type Row = Awaited<ReturnType<typeof findRows>>[number]
type Known = Member & { memberships: { until: Date | null; organisation: { name: string; path: string } }[] }

/** A page of the lines of an import that are new, changed, the same, doubtful or refused, with what is to be known of each. */
export async function listLines(asking: Asking): Promise<LinesView> {
  const { id, verdict, page } = asking
  const rows = await findRows(asking)
  const shown = rows.slice(0, linesOfPage)
  const { columns, status } = await database().rollImport.findUniqueOrThrow({ where: { id } })
  const names = await organisationNames(shown)
  const doubts =
    status === 'preview' && verdict === 'doubtful'
      ? await findAlike(asking, shown)
      : new Map<number, string[]>()
  const members = await findMembers([
    ...shown.flatMap(({ memberId }) => (memberId === null ? [] : [memberId])),
    ...[...doubts.values()].flat(),
  ])
  const viewing = { columns: ColumnsKept.parse(columns ?? {}), names, members, doubts, ...asking }
  return {
    ...{ verdict, page, hasMore: rows.length > linesOfPage },
    lines: shown.map((row) => viewOf(row, { ...viewing, isBefore: status === 'preview' })),
  }
}

function findRows({ id, verdict, page }: Asking) {
  return database().rollLine.findMany({
    where: { importId: id, verdict },
    orderBy: { line: 'asc' },
    skip: page * linesOfPage,
    take: linesOfPage + 1,
  })
}

function fieldsOf({ fieldsCipher }: Row): LineFields | null {
  return fieldsCipher === null ? null : openFields(fieldsCipher)
}

async function organisationNames(rows: readonly Row[]): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => fieldsOf(row)?.organisationId ?? [])
  const found = await database().organisation.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  })
  return new Map(found.map(({ id, name }) => [id, name]))
}

/** Whom each of these lines may mean by what the roll is now; nobody whom the clerk does not keep. */
async function findAlike({ keeps, path }: Asking, rows: readonly Row[]): Promise<Map<number, string[]>> {
  const everywhere = { takesMembers: () => true }
  const asked = rows.flatMap((row) => {
    const fields = fieldsOf(row)
    return fields === null ? [] : [askedOf(row.line, fields, everywhere)]
  })
  const candidates = await database().$transaction((tx) => findCandidates(tx, asked))
  return new Map(
    asked.map((row) => {
      const found = alike(row, candidates.get(row.line) ?? [], { paths: keeps, top: path })
      return [row.line, found.map(({ id }) => id)]
    }),
  )
}

async function findMembers(ids: readonly string[]): Promise<Map<string, Known>> {
  const found = await database().member.findMany({
    where: { id: { in: [...ids] }, erasedAt: null },
    include: {
      memberships: {
        orderBy: { since: 'desc' },
        include: { organisation: { select: { name: true, path: true } } },
      },
    },
  })
  return new Map(found.map((member) => [member.id, member]))
}

interface Viewing extends Asking {
  columns: Columns
  names: Map<string, string>
  members: Map<string, Known>
  doubts: Map<number, string[]>
  isBefore: boolean
}

function viewOf(row: Row, viewing: Viewing): LineView {
  const { line, reasons, memberId, isSame, applied, verdict } = row
  const fields = fieldsOf(row)
  const member = memberId === null ? undefined : viewing.members.get(memberId)
  const changes =
    verdict === 'changed' && viewing.isBefore && fields && member ? changesOf(reasons, fields, member) : []
  const alikeIds = viewing.doubts.get(line) ?? []
  return {
    ...{ line, reasons, applied, changes },
    person: fields === null ? unread(row, viewing.columns) : personOf(fields, viewing.names),
    alike: alikeIds.flatMap((id) => {
      const one = viewing.members.get(id)
      return one === undefined || !isShown(one, viewing.keeps)
        ? []
        : [{ memberId: id, person: shownMember(one) }]
    }),
    choice: isSame === null ? 'wait' : isSame ? (memberId ?? 'same') : 'other',
  }
}

function isShown({ memberships }: Known, keeps: Viewing['keeps']): boolean {
  const path = memberships[0]?.organisation.path
  return path === undefined ? keeps === 'all' : isKept(keeps, path)
}

/** A row that could not be read is known by what stands where the name should. */
function unread({ cellsCipher }: Row, { name }: Columns): ShownPerson {
  const text = name === undefined ? '' : readable(openCells(cellsCipher)[name])
  return { ...nothing, name: text }
}

const nothing = {
  ...{
    sex: null,
    birthMonth: null,
    phoneEnding: null,
    identityEnding: null,
    organisation: null,
    memberNumber: null,
  },
}

function personOf(fields: LineFields, names: ReadonlyMap<string, string>): ShownPerson {
  const { name, sex, birthMonth, phone, identityNumber, organisationId, memberNumber } = fields
  return {
    ...{ name, sex, birthMonth, memberNumber, organisation: names.get(organisationId) ?? null },
    phoneEnding: phone && lastDigits(phone),
    identityEnding: identityNumber && lastDigits(identityNumber),
  }
}

function shownMember(member: Known): ShownPerson {
  const { name, sex, birthMonth, phoneLast4, identityLast4, number, memberships } = member
  return {
    ...{ name, sex, birthMonth: monthOf(birthMonth), memberNumber: number },
    phoneEnding: phoneLast4,
    identityEnding: identityLast4,
    organisation: memberships[0]?.organisation.name ?? null,
  }
}

function changesOf(reasons: readonly string[], fields: LineFields, member: Known): LineView['changes'] {
  const before: Record<ChangeableField, string | null> = {
    ...{ name: member.name, phone: member.phoneLast4, identityNumber: member.identityLast4, sex: member.sex },
    ...{ birthMonth: monthOf(member.birthMonth), trade: member.trade, employment: member.employment },
  }
  const after: Record<ChangeableField, string | null> = {
    ...fields,
    phone: fields.phone && lastDigits(fields.phone),
    identityNumber: fields.identityNumber && lastDigits(fields.identityNumber),
  }
  return changeableFields
    .filter((field) => reasons.includes(field))
    .map((field) => ({ field, before: before[field], after: after[field] }))
}
