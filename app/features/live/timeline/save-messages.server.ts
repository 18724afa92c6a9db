import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'

/** A chat message that waits to be saved. */
export interface NewMessage {
  broadcastId: string
  personId: string
  senderKey: string
  text: string
  role: 'host' | 'assistant' | 'viewer'
}

/** What the database decided about it, in the order in which the messages were given. */
export type SavedMessage =
  | { kind: 'saved'; seq: number; at: number; fresh: boolean }
  | { kind: 'refused'; reason: 'not-on-air' | 'muted' | 'blocked'; until: number | null }

const Row = z.object({
  place: z.number(),
  seq: z.number().nullable(),
  at: z.date().nullable(),
  fresh: z.boolean(),
  sanction: z.enum(['mute', 'block']).nullable(),
  until: z.date().nullable(),
})

/**
 * Saves the messages of all rooms in one statement, `at` the moment `now`. Each gets the next `seq` of its broadcast,
 * without gaps and in the given order. One that was saved before, or stands twice in the batch, answers the `seq` that it
 * has. What comes from somebody silenced, or for a broadcast that has ended, is refused by the same statement.
 */
export async function saveMessages(messages: readonly NewMessage[], now: Date): Promise<SavedMessage[]> {
  const rows = await database().$queryRaw`WITH ${given(messages)}, ${judged(now)}, ${saved(now)}
    SELECT judged.place::int AS place, coalesce(judged.known_seq, saved.seq) AS seq,
      coalesce(judged.known_at, saved.at) AS at, (saved.seq IS NOT NULL AND judged.copy = 1) AS fresh,
      judged.sanction::text AS sanction, judged.until
    FROM judged LEFT JOIN saved ON saved.broadcast_id = judged.broadcast_id
      AND saved.person_id = judged.person_id AND saved.sender_key = judged.sender_key
    ORDER BY judged.place`
  return z.array(Row).parse(rows).map(decisionOf)
}

/** The messages as rows, in their order, each with the room that its broadcast belongs to. */
function given(messages: readonly NewMessage[]): Prisma.Sql {
  return Prisma.sql`given AS (
    SELECT g.*, b.room_id
    FROM unnest(
      ${messages.map(({ broadcastId }) => broadcastId)}::uuid[],
      ${messages.map(({ personId }) => personId)}::uuid[],
      ${messages.map(({ senderKey }) => senderKey)}::uuid[],
      ${messages.map(({ text, role }) => JSON.stringify({ text, role }))}::text[]
    ) WITH ORDINALITY AS g (broadcast_id, person_id, sender_key, body, place)
    LEFT JOIN broadcast b ON b.id = g.broadcast_id
  )`
}

/** Which of them are there already, stand twice in the batch, or come from somebody silenced. */
function judged(now: Date): Prisma.Sql {
  return Prisma.sql`judged AS (
    SELECT given.*, known.seq AS known_seq, known.at AS known_at, s.kind AS sanction, s.until,
      row_number() OVER (PARTITION BY given.broadcast_id, given.person_id, given.sender_key ORDER BY place) AS copy
    FROM given
    LEFT JOIN timeline_entry known ON known.broadcast_id = given.broadcast_id
      AND known.person_id = given.person_id AND known.sender_key = given.sender_key
    LEFT JOIN LATERAL (
      SELECT kind, until FROM sanction
      WHERE room_id = given.room_id AND person_id = given.person_id AND lifted_at IS NULL
        AND (until IS NULL OR until > ${now})
      ORDER BY until DESC NULLS FIRST LIMIT 1
    ) s ON true
  )`
}

/** The others get their numbers, ranked after the repeats are out, and are saved where the broadcast still runs. */
function saved(now: Date): Prisma.Sql {
  return Prisma.sql`fresh AS (
    SELECT *, row_number() OVER (PARTITION BY broadcast_id ORDER BY place) AS rank
    FROM judged WHERE known_seq IS NULL AND sanction IS NULL AND copy = 1
  ), counted AS (
    UPDATE broadcast SET last_seq = last_seq + wanted.count
    FROM (SELECT broadcast_id, count(*)::int AS count FROM fresh GROUP BY broadcast_id) wanted
    WHERE broadcast.id = wanted.broadcast_id AND broadcast.status <> 'ended'
    RETURNING broadcast.id, broadcast.last_seq - wanted.count AS base
  ), saved AS (
    INSERT INTO timeline_entry (broadcast_id, seq, kind, at, person_id, sender_key, body)
    SELECT fresh.broadcast_id, counted.base + fresh.rank, 'chat', ${now}, person_id, sender_key, body::jsonb
    FROM fresh JOIN counted ON counted.id = fresh.broadcast_id
    RETURNING broadcast_id, person_id, sender_key, seq, at
  )`
}

function decisionOf({ seq, at, fresh, sanction, until }: z.infer<typeof Row>): SavedMessage {
  if (seq !== null && at !== null) return { kind: 'saved', seq, at: at.getTime(), fresh }
  if (sanction === null) return { kind: 'refused', reason: 'not-on-air', until: null }
  const reason = sanction === 'mute' ? 'muted' : 'blocked'
  return { kind: 'refused', reason, until: until?.getTime() ?? null }
}
