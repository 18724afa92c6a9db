import { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from './database.server.ts'
import type { Json } from './json.ts'
import { sealNoted } from './personal-keys.server.ts'

/** Who does a deed: a person by id, or a part of the system by name. */
export type Actor = { kind: 'person'; id: string } | { kind: 'system'; name: string }

/** What is done (`room.open`), to what (`room:0198…`), and why where a reason was given. */
export interface Deed {
  actor: Actor
  action: string
  subject: string
  why?: string
}

export interface Change {
  subject?: string
  before?: Json
  after?: Json
}

/** Writes the audit row of a deed within its transaction. Personal values in it are sealed under their person's key. */
export async function recordDeed(tx: Transaction, deed: Deed, change: Change): Promise<void> {
  await tx.auditEvent.create({
    data: {
      ...actorColumns(deed.actor),
      action: deed.action,
      subject: change.subject ?? deed.subject,
      why: deed.why,
      before: await column(tx, change.before),
      after: await column(tx, change.after),
    },
    select: { seq: true },
  })
}

function actorColumns(actor: Actor) {
  return actor.kind === 'person' ? { actorPersonId: actor.id } : { actorSystem: actor.name }
}

async function column(tx: Transaction, value: Json | undefined) {
  if (value === undefined) return Prisma.DbNull
  const sealed = await sealNoted(tx, value)
  return sealed === null ? Prisma.JsonNull : (sealed as Prisma.InputJsonValue)
}
