import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { codeLife, mostTries } from './sign-in.ts'

/** Codes are of use for minutes, and kept for a day to be counted. */
const keptFor = 24 * 60 * 60_000

/** Makes a new code for this phone, known or not: while it is there, those before it open nothing. */
export async function makeCode(phone: string, now = new Date()): Promise<{ id: string; code: string }> {
  const id = randomUUID()
  const code = randomInt(1_000_000).toString().padStart(6, '0')
  await database().$transaction([
    database().signInCode.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - keptFor) } } }),
    database().signInCode.create({
      data: {
        id,
        phoneHash: lookupHash(phone),
        codeHash: hashOf(id, code),
        sentAt: now,
        expiresAt: new Date(now.getTime() + codeLife),
        triesLeft: mostTries,
      },
    }),
  ])
  return { id, code }
}

/** It was not sent: the one that she may have counts again. */
export async function dropCode({ id }: { id: string }): Promise<void> {
  await database().signInCode.deleteMany({ where: { id } })
}

const Row = z.object({ id: z.string(), codeHash: z.string() })

/**
 * Whether this is the newest code of this phone: right, in its time, not used, and within five tries. Each call costs a
 * try, which the database takes before anything is compared; a right one uses the code up, and with it any that was made
 * in the same moment.
 */
export async function useCode(
  { phone, code }: { phone: string; code: string },
  now = new Date(),
): Promise<boolean> {
  const phoneHash = lookupHash(phone)
  const rows = await database().$queryRaw`
    UPDATE sign_in_code SET tries_left = tries_left - 1
    WHERE tries_left > 0 AND used_at IS NULL AND expires_at > ${now} AND id = (
      SELECT id FROM sign_in_code WHERE phone_hash = ${phoneHash}
      ORDER BY sent_at DESC, used_at IS NULL DESC, id DESC LIMIT 1)
    RETURNING id, code_hash AS "codeHash"`
  const [row] = z.array(Row).parse(rows)
  if (row === undefined || row.codeHash !== hashOf(row.id, code)) return false
  const { count } = await database().signInCode.updateMany({
    where: { id: row.id, usedAt: null },
    data: { usedAt: now, triesLeft: 0 },
  })
  await database().signInCode.updateMany({ where: { phoneHash, usedAt: null }, data: { triesLeft: 0 } })
  return count === 1
}

/** Keyed, and bound to its row: a million codes cannot be tried against the table without the key. */
function hashOf(id: string, code: string): string {
  return lookupHash(`sign-in-code:${id}:${code}`)
}
