import { randomBytes } from 'node:crypto'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { openPersonal, sealPersonal } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { isMacOf } from './code-mac.server.ts'
import type { PassSecret } from './make-pass-code.ts'
import { freshness, readPassCode } from './rotating-code.ts'

/** Her pass, for her own phone: made on first use, and the same from then on. */
export async function passOf(personId: string, now = new Date()): Promise<PassSecret> {
  const found = await findPass(personId)
  if (found !== null) return found
  const deed = { actor: { kind: 'person', id: personId }, action: 'pass.make', subject: 'pass' } as const
  await transact<void, 'there-already'>(deed, async (tx, refuse) => {
    const { count } = await tx.pass.createMany({
      data: [{ personId, secretCipher: sealPersonal(newSecret()), madeAt: now }],
      skipDuplicates: true,
    })
    if (count === 0) throw refuse('there-already')
  })
  const made = await findPass(personId)
  if (made === null) throw new Error('a pass that was just made is not there')
  return made
}

/** 32 bytes, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

async function findPass(personId: string): Promise<PassSecret | null> {
  const found = await database().pass.findUnique({ where: { personId } })
  return found && { id: found.id, secret: openPersonal(found.secretCipher) }
}

/** A code that was scanned, and when. */
export interface Scan {
  key: string
  code: string
  at: Date
}

/**
 * Why a code does not count: it is none of ours, or not made with her secret; it was shown earlier, as on a photo; or it is
 * of a time that has not come, because the clock of the phone that made it is wrong.
 */
export type CodeRefusal = 'forged' | 'expired' | 'wrong-clock'

type ReadPass = { personId: string; step: number } | CodeRefusal

/** Whose codes these are, by the scans' keys. */
export async function readPasses(tx: Transaction, scans: readonly Scan[]): Promise<Map<string, ReadPass>> {
  const read = scans.map((scan) => ({ ...scan, code: readPassCode(scan.code) }))
  const ids = read.flatMap(({ code }) => (code === null ? [] : [code.id]))
  const passes = await tx.pass.findMany({ where: { id: { in: ids } } })
  const known = new Map(
    passes.map(({ id, personId, secretCipher }) => [id, { personId, secret: openPersonal(secretCipher) }]),
  )
  return new Map(
    read.map(({ key, code, at }): [string, ReadPass] => {
      const pass = known.get(code?.id ?? '')
      if (code === null || pass === undefined) return [key, 'forged']
      const { id, step, mac } = code
      if (!isMacOf(mac, { kind: 'pass', id, step, secret: pass.secret })) return [key, 'forged']
      const shown = freshness(step, at.getTime())
      if (shown !== 'fresh') return [key, shown === 'past' ? 'expired' : 'wrong-clock']
      return [key, { personId: pass.personId, step }]
    }),
  )
}
