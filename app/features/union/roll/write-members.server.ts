import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Transaction } from '#app/kernel/database.server.ts'
import { lastDigits, sealPersonal } from '#app/kernel/personal.server.ts'
import { memberNumberOf } from '../member-number.ts'
import { soundsOfPerson } from '../sounds.server.ts'
import type { AskedRow } from './judge.ts'

export interface Writing {
  /** The line. */
  row: AskedRow
  memberId: string
}

/**
 * New members, each with her number and her time in the organisation; answers the lines of those for whom the roll had a place:
 * another of the same identity number, or of the same phone and name, may have come in between.
 */
export async function addMembers(
  tx: Transaction,
  rows: readonly AskedRow[],
  now: Date,
): Promise<Map<number, string>> {
  if (rows.length === 0) return new Map()
  const numbers = await nextNumbers(tx, rows.length)
  const made = rows.map((row, place) => ({
    ...memberColumns(row),
    id: newId(now),
    line: row.line,
    number: numbers[place],
  }))
  const json = JSON.stringify(made)
  const added = await tx.$queryRaw`
    INSERT INTO member (id, number, name, pinyin, phone_cipher, phone_hash, phone_last4, identity_cipher, identity_hash,
      identity_last4, sex, birth_month, trade, employment, created_at, changed_at)
    SELECT j.id, j.number, j.name, j.pinyin, j."phoneCipher", j."phoneHash", j."phoneLast4", j."identityCipher",
      j."identityHash", j."identityLast4", j.sex::sex, j."birthMonth", j.trade::trade,
      coalesce(j.employment, 'none')::employment, ${now}, ${now}
    FROM json_to_recordset(${json}::json) AS j(id uuid, number text, name text, pinyin text, "phoneCipher" text,
      "phoneHash" text, "phoneLast4" text, "identityCipher" text, "identityHash" text, "identityLast4" text, sex text,
      "birthMonth" date, trade text, employment text)
    ON CONFLICT DO NOTHING RETURNING id`
  const ids = new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(added)
      .map(({ id }) => id),
  )
  const lines = new Map(made.filter(({ id }) => ids.has(id)).map(({ line, id }) => [line, id]))
  const placed = rows.flatMap((row) => {
    const memberId = lines.get(row.line)
    return memberId === undefined ? [] : [{ row, memberId }]
  })
  await beginMemberships(tx, { placed, startedBy: 'imported', now })
  return lines
}

/** Writes what the rows say otherwise or anew; what they leave blank stays as it is. */
export async function changeMembers(tx: Transaction, changes: readonly Writing[], now: Date): Promise<void> {
  if (changes.length === 0) return
  const json = JSON.stringify(changes.map(({ row, memberId }) => ({ ...memberColumns(row), id: memberId })))
  await tx.$executeRaw`
    UPDATE member m SET name = j.name, pinyin = j.pinyin,
      phone_cipher = coalesce(j."phoneCipher", m.phone_cipher), phone_hash = coalesce(j."phoneHash", m.phone_hash),
      phone_last4 = coalesce(j."phoneLast4", m.phone_last4),
      identity_cipher = coalesce(j."identityCipher", m.identity_cipher),
      identity_hash = coalesce(j."identityHash", m.identity_hash),
      identity_last4 = coalesce(j."identityLast4", m.identity_last4),
      sex = coalesce(j.sex::sex, m.sex), birth_month = coalesce(j."birthMonth", m.birth_month),
      trade = coalesce(j.trade::trade, m.trade), employment = coalesce(j.employment::employment, m.employment),
      changed_at = ${now}
    FROM json_to_recordset(${json}::json) AS j(id uuid, name text, pinyin text, "phoneCipher" text, "phoneHash" text,
      "phoneLast4" text, "identityCipher" text, "identityHash" text, "identityLast4" text, sex text, "birthMonth" date,
      trade text, employment text)
    WHERE m.id = j.id AND m.erased_at IS NULL`
}

/** Begins their time in an organisation; whoever is in one already stays there. */
export async function beginMemberships(
  tx: Transaction,
  { placed, startedBy, now }: { placed: readonly Writing[]; startedBy: 'imported' | 'rejoined'; now: Date },
): Promise<void> {
  if (placed.length === 0) return
  const json = JSON.stringify(
    placed.map(({ row, memberId }) => ({
      ...{ id: newId(now), memberId, organisationId: row.organisationId },
      since: startedBy === 'imported' && row.joined !== null ? startOfDay(row.joined) : now.toISOString(),
    })),
  )
  await tx.$executeRaw`
    INSERT INTO membership (id, member_id, organisation_id, started_by, since)
    SELECT j.id, j."memberId", j."organisationId", ${startedBy}::membership_start, j.since
    FROM json_to_recordset(${json}::json) AS j(id uuid, "memberId" uuid, "organisationId" uuid, since timestamptz)
    ON CONFLICT DO NOTHING`
}

function memberColumns(row: AskedRow) {
  const { name, phone, phoneHash, identityNumber, identityHash, sex, birthMonth, trade, employment } = row
  return {
    ...{ name, pinyin: soundsOfPerson(name), phoneHash, identityHash, sex, trade, employment },
    birthMonth: birthMonth === null ? null : `${birthMonth}-01`,
    phoneCipher: phone === null ? null : sealPersonal(phone),
    phoneLast4: phone === null ? null : lastDigits(phone),
    identityCipher: identityNumber === null ? null : sealPersonal(identityNumber),
    identityLast4: identityNumber === null ? null : lastDigits(identityNumber),
  }
}

async function nextNumbers(tx: Transaction, count: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ eight: bigint }[]>`
    SELECT nextval('member_number_seq') AS eight FROM generate_series(1, ${count})`
  return rows.map(({ eight }) => memberNumberOf(eight))
}

/** Midnight in Qingdao. */
function startOfDay(day: string): string {
  return `${day}T00:00:00+08:00`
}

/** A UUID of version 7, as Prisma makes them for every other row. */
function newId(now: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
