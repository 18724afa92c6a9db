import ExcelJS from 'exceljs'
import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Language } from '#app/kernel/i18n/languages.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'
import { within } from '../within.server.ts'
import { asWritten } from './cells.ts'
import type { RollField } from './column-words.ts'
import { batchLines, lineBatches, openCells } from './lines.server.ts'
import { sayReason } from './reasons.ts'
import { texts } from './roll-texts.ts'

const headRow = 1
/** Long enough for an identity number, in characters of a sheet. */
const wide = 22
const narrow = 12

/** The columns of an exported roll, named so that an import knows them. */
const exported = [
  ...([
    'memberNumber',
    'name',
    'sex',
    'birthMonth',
    'identityNumber',
    'phone',
    'trade',
    'employment',
  ] as const),
  ...(['organisation', 'joined'] as const),
] satisfies RollField[]

const Members = z.array(
  z.object({
    id: z.string(),
    number: z.string(),
    name: z.string(),
    sex: z.enum(Sex).nullable(),
    birthMonth: z.string().nullable(),
    identityCipher: z.string().nullable(),
    phoneCipher: z.string().nullable(),
    trade: z.enum(Trade).nullable(),
    employment: z.enum(Employment),
    organisation: z.string(),
    joined: z.string(),
  }),
)

/** Writes the members now in these organisations and under them to a workbook at `file`; answers how many. */
export async function writeRoll({
  paths,
  language,
  file,
}: {
  paths: 'all' | string[]
  language: Language
  file: string
}): Promise<number> {
  const words = texts[language]
  const sheet = openSheet(file, words.exporting.sheet)
  sheet.head(exported.map((field) => words.field[field]))
  let after = '0'
  let count = 0
  for (;;) {
    const members = Members.parse(await membersAfter(paths, after))
    for (const member of members) sheet.row(exported.map((field) => exportedCell(member, field, words)))
    count += members.length
    const last = members.at(-1)
    if (last === undefined || members.length < batchLines) break
    after = last.number
  }
  await sheet.close()
  return count
}

function membersAfter(paths: 'all' | string[], after: string): Promise<unknown> {
  // An organisation whose name another has as well is told apart by its invitation code.
  return database().$queryRaw`
    SELECT m.id, m.number, m.name, m.sex::text, to_char(m.birth_month, 'YYYY-MM') AS "birthMonth",
      m.identity_cipher AS "identityCipher", m.phone_cipher AS "phoneCipher", m.trade::text, m.employment::text,
      CASE WHEN EXISTS (SELECT 1 FROM organisation b WHERE b.name = o.name AND b.id <> o.id)
        THEN o.name || '(' || o.invite_code || ')' ELSE o.name END AS organisation,
      to_char(s.since AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS joined
    FROM member m JOIN membership s ON s.member_id = m.id AND s.until IS NULL
    JOIN organisation o ON o.id = s.organisation_id
    WHERE m.number > ${after} AND m.erased_at IS NULL AND ${within(paths, Prisma.sql`o.path`)}
    ORDER BY m.number LIMIT ${batchLines}`
}

function exportedCell(
  member: z.infer<typeof Members>[number],
  field: (typeof exported)[number],
  words: (typeof texts)[Language],
): string {
  const { sex, trade, identityCipher, phoneCipher } = member
  switch (field) {
    case 'memberNumber':
      return member.number
    case 'sex':
      return sex === null ? '' : words.sex[sex]
    case 'trade':
      return trade === null ? '' : words.trade[trade]
    case 'employment':
      return words.employment[member.employment]
    case 'identityNumber':
      return identityCipher === null ? '' : openPersonal(identityCipher)
    case 'phone':
      return phoneCipher === null ? '' : openPersonal(phoneCipher)
    case 'birthMonth':
      return member.birthMonth ?? ''
    default:
      return member[field]
  }
}

/**
 * Writes the rows that an import left out to a workbook at `file`: as they came, each cell as text, and a last column that says why.
 * Before it is applied, those that it would leave out whatever is decided.
 */
export async function writeRefused({
  id,
  language,
  file,
}: {
  id: string
  language: Language
  file: string
}): Promise<number> {
  const words = texts[language]
  const roll = await database().rollImport.findUniqueOrThrow({ where: { id } })
  const headings = z.array(z.string()).parse(roll.headings ?? [])
  const sheet = openSheet(file, words.exporting.refusedFile)
  sheet.head([...headings, words.report.reason])
  let count = 0
  const which =
    roll.status === 'applied'
      ? Prisma.sql`verdict <> 'same' AND NOT applied`
      : Prisma.sql`verdict = 'refused'`
  for await (const lines of lineBatches(database(), id, which)) {
    for (const { cellsCipher, reasons, verdict } of lines) {
      const cells = openCells(cellsCipher)
      // Of somebody who was erased nothing is left.
      if (cells.length === 0) continue
      const said = reasons.map((reason) => sayReason(words.why, reason))
      if (verdict === 'doubtful') said.push(words.why.undecided)
      sheet.row([...headings.map((_, column) => asWritten(cells[column])), said.join('；')])
      count += 1
    }
  }
  await sheet.close()
  return count
}

/** A workbook of one sheet, written to the disk as its rows come; every cell is text, and stays so when it is typed over. */
function openSheet(file: string, name: string) {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    filename: file,
    useStyles: true,
    useSharedStrings: false,
  })
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: headRow }] })
  return {
    head(headings: readonly string[]): void {
      sheet.columns = headings.map((heading) => ({
        width: heading.length > 3 ? wide : narrow,
        style: { numFmt: '@' },
      }))
      const row = sheet.addRow([...headings])
      row.font = { bold: true }
      row.commit()
    },
    row(cells: readonly string[]): void {
      sheet.addRow(cells.map((cell) => (cell === '' ? null : cell))).commit()
    },
    async close(): Promise<void> {
      sheet.commit()
      await book.commit()
    },
  }
}
