import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { Employment, RollVerdict, Sex, Trade } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { lookupHash, openPersonal, sealPersonal } from '#app/kernel/personal.server.ts'
import type { Cell } from './cells.ts'
import type { AskedRow } from './judge.ts'
import type { RollRow } from './read-row.ts'

/** So many lines are worked on at a time. */
export const batchLines = 1000

const Fields = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  identityNumber: z.string().nullable(),
  sex: z.enum(Sex).nullable(),
  birthMonth: z.string().nullable(),
  trade: z.enum(Trade).nullable(),
  employment: z.enum(Employment).nullable(),
  organisation: z.string().nullable(),
  memberNumber: z.string().nullable(),
  joined: z.string().nullable(),
  organisationId: z.string(),
  namesOrganisation: z.boolean(),
})

/** What a line says, read once and kept sealed beside its cells. */
export type LineFields = RollRow & Pick<AskedRow, 'organisationId' | 'namesOrganisation'>

export function sealFields(fields: LineFields): string {
  return sealPersonal(JSON.stringify(Fields.parse(fields)))
}

export function openFields(sealed: string): LineFields {
  return Fields.parse(JSON.parse(openPersonal(sealed)))
}

const Cells = z.array(z.union([z.string(), z.number(), z.null()]))

export function openCells(sealed: string): Cell[] {
  return Cells.parse(JSON.parse(openPersonal(sealed)))
}

/** The line with the hashes that it is looked up by, and what is known of where it leads. */
export function askedOf(
  line: number,
  fields: LineFields,
  { takesMembers }: { takesMembers(organisationId: string): boolean },
): AskedRow {
  const { phone, identityNumber } = fields
  return {
    ...{ ...fields, line, canJoin: takesMembers(fields.organisationId) },
    phoneHash: phone === null ? null : lookupHash(phone),
    identityHash: identityNumber === null ? null : lookupHash(identityNumber),
  }
}

const StoredLines = z.array(
  z.object({
    line: z.int(),
    cellsCipher: z.string(),
    fieldsCipher: z.string().nullable(),
    verdict: z.enum(RollVerdict).nullable(),
    reasons: z.array(z.string()),
    memberId: z.string().nullable(),
    isSame: z.boolean().nullable(),
  }),
)
export type StoredLine = z.infer<typeof StoredLines>[number]

/** The lines of an import in their order, a batch at a time; `which` narrows them. */
export async function* lineBatches(
  tx: Transaction,
  importId: string,
  which: Prisma.Sql = Prisma.sql`true`,
): AsyncGenerator<StoredLine[]> {
  let after = 0
  for (;;) {
    const rows = await tx.$queryRaw`
      SELECT line, cells_cipher AS "cellsCipher", fields_cipher AS "fieldsCipher", verdict::text, reasons,
        member_id AS "memberId", is_same AS "isSame"
      FROM roll_line WHERE import_id = ${importId}::uuid AND line > ${after} AND ${which}
      ORDER BY line LIMIT ${batchLines}`
    const lines = StoredLines.parse(rows)
    if (lines.length > 0) yield lines
    if (lines.length < batchLines) return
    after = lines.at(-1)?.line ?? 0
  }
}

export interface JudgedLine {
  line: number
  verdict: RollVerdict
  reasons: readonly string[]
  memberId: string | null
  /** Only while comparing; afterwards it stays as it is. */
  sealed?: string | null
  applied?: boolean
}

/** Keeps what became of these lines. While comparing (`anew`), what a clerk decided before is forgotten. */
export async function keepVerdicts(
  tx: Transaction,
  { importId, lines, anew }: { importId: string; lines: readonly JudgedLine[]; anew: boolean },
): Promise<void> {
  const json = JSON.stringify(lines)
  const rest = anew
    ? Prisma.sql`fields_cipher = j.sealed, is_same = NULL`
    : Prisma.sql`applied = coalesce(j.applied, false)`
  await tx.$executeRaw`
    UPDATE roll_line l SET verdict = j.verdict::roll_verdict, member_id = j."memberId", ${rest},
      reasons = ARRAY(SELECT json_array_elements_text(j.reasons))
    FROM json_to_recordset(${json}::json)
      AS j(line int, verdict text, reasons json, "memberId" uuid, sealed text, applied boolean)
    WHERE l.import_id = ${importId}::uuid AND l.line = j.line`
}

/** How many lines of an import are what. */
export async function countVerdicts(tx: Transaction, importId: string): Promise<Record<RollVerdict, number>> {
  const counts = { new: 0, changed: 0, same: 0, doubtful: 0, refused: 0 }
  const groups = await tx.rollLine.groupBy({ by: ['verdict'], where: { importId }, _count: true })
  for (const { verdict, _count } of groups) if (verdict !== null) counts[verdict] = _count
  return counts
}
