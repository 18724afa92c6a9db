import { randomBytes } from 'node:crypto'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { smsWay } from '#app/kernel/sms.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { findOrCreatePerson } from './people.server.ts'
import { addPrivilege } from './privileges.server.ts'
import { provePhone } from './sign-in.server.ts'

const system = { kind: 'system', name: 'set-up' } as const

/**
 * The path of a fresh set-up link while nobody administers the system, null once somebody does. Those made before stop
 * working: the newest start's link is the one that counts.
 */
export async function makeSetupLink(now = new Date()): Promise<string | null> {
  if (await hasAdministrator()) return null
  const token = randomBytes(24).toString('base64url')
  await database().$transaction([
    database().setupLink.deleteMany({ where: { usedAt: null } }),
    database().setupLink.create({ data: { tokenHash: hashOf(token), createdAt: now } }),
  ])
  return `/setup/${token}`
}

/** Whether this link still makes somebody the administrator. */
export async function isSetupOpen(token: string): Promise<boolean> {
  const link = await database().setupLink.findUnique({ where: { tokenHash: hashOf(token) } })
  return link !== null && link.usedAt === null && !(await hasAdministrator())
}

interface Opener {
  token: string
  phone: string
  name: string
}

/**
 * Makes whoever holds the link the administrator, where she knows the code that was sent to her phone: a mistyped number
 * would make a stranger the administrator. A system that cannot send codes yet takes the link alone for proof.
 */
export async function setUp(
  { code, address, ...opener }: Opener & { code?: string; address: string },
  now = new Date(),
): Promise<Outcome<{ personId: string }, 'used' | 'demo-only' | 'wrong-code' | 'too-often'>> {
  if (!(await isSetupOpen(opener.token))) return refused('used')
  if (smsWay() !== 'none') {
    const proved = await provePhone({ phone: opener.phone, code: code ?? '', address }, now)
    if (!proved.ok) return proved
  }
  return becomeAdministrator(opener, now)
}

/** Makes the person of this phone the administrator, once: of two who hold the same link the database lets one through. */
export function becomeAdministrator(
  { token, phone, name }: Opener,
  now = new Date(),
): Promise<Outcome<{ personId: string }, 'used' | 'demo-only'>> {
  return transact(
    { actor: system, action: 'system.set-up', subject: 'system', why: 'opened the set-up link' },
    async (tx, refuse, note) => {
      const { id: personId, demo } = await findOrCreatePerson(tx, { name, phone })
      if (demo && !env().demo) throw refuse('demo-only')
      const { count } = await tx.setupLink.updateMany({
        where: { tokenHash: hashOf(token), usedAt: null },
        data: { usedAt: now, usedById: personId },
      })
      if (count === 0 || (await hasAdministrator(tx))) throw refuse('used')
      await tx.roleGrant.create({ data: { personId, role: 'administrator', scope: '*', grantedAt: now } })
      await addPrivilege(
        tx,
        { personId, privilege: 'broadcast_publicly', reason: 'administrator' },
        { actor: system, now },
      )
      note({ subject: `person:${personId}`, after: { role: 'administrator' } })
      return { personId }
    },
  )
}

async function hasAdministrator(tx: Transaction = database()): Promise<boolean> {
  const grant = await tx.roleGrant.findFirst({
    // The demo's administrator counts only in the demo.
    where: {
      role: 'administrator',
      scope: '*',
      endedAt: null,
      ...(env().demo ? {} : { person: { demo: false } }),
    },
    select: { id: true },
  })
  return grant !== null
}

function hashOf(token: string): string {
  return lookupHash(`setup-link:${token}`)
}
