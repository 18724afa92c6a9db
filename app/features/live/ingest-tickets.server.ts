import { z } from 'zod'
import type { KnownVisitor } from '#app/features/identity/index.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Outcome } from '#app/kernel/outcome.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { livePolicy } from './policy.ts'
import { hashSecret, makeSecret } from './secrets.server.ts'

const ticketLife = 60_000
const keptAfterwards = 24 * 60 * 60 * 1000

/** The room's host, or a part of the system by name. */
type Publisher = KnownVisitor | { system: string }

/**
 * Lets the room's host into `/ingest` once, within 60 seconds of `now`. The system itself may publish in any room:
 * the demo does.
 */
export function issueIngestTicket({
  roomSlug,
  by,
  now = new Date(),
}: {
  roomSlug: string
  by: Publisher
  now?: Date
}): Promise<Outcome<{ ticket: string; expiresAt: Date }, 'unknown-room' | 'not-allowed'>> {
  const { secret, hash } = makeSecret('ingest-ticket')
  return transact(
    { actor: actorOf(by), action: 'room.issue-ingest-ticket', subject: `room:${roomSlug}` },
    async (tx, refuse, note) => {
      const room = await tx.room.findUnique({
        where: { slug: roomSlug },
        select: { id: true, hostId: true, open: true },
      })
      if (room === null) throw refuse('unknown-room')
      if ('personId' in by && !livePolicy['room.publish'](by, room)) throw refuse('not-allowed')
      note({ subject: `room:${room.id}` })
      const expiresAt = new Date(now.getTime() + ticketLife)
      const old = new Date(now.getTime() - keptAfterwards)
      await tx.ingestTicket.deleteMany({ where: { roomId: room.id, expiresAt: { lt: old } } })
      await tx.ingestTicket.create({
        data: {
          roomId: room.id,
          issuedToId: 'personId' in by ? by.personId : null,
          secretHash: hash,
          issuedAt: now,
          expiresAt,
        },
      })
      return { ticket: secret, expiresAt }
    },
  )
}

function actorOf(by: Publisher): Actor {
  return 'personId' in by ? { kind: 'person', id: by.personId } : { kind: 'system', name: by.system }
}

/** Uses the ticket up and answers its room's slug; null for one that is unknown, too old or used. */
export async function consumeIngestTicket(ticket: string, now = new Date()): Promise<string | null> {
  const rows = await database().$queryRaw`
    UPDATE ingest_ticket SET used_at = ${now}
    FROM room
    WHERE secret_hash = ${hashSecret('ingest-ticket', ticket)}
      AND used_at IS NULL AND expires_at > ${now} AND room.id = ingest_ticket.room_id
    RETURNING room.slug`
  return z.array(z.object({ slug: z.string() })).parse(rows)[0]?.slug ?? null
}
