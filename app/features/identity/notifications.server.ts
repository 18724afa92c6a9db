import { z } from 'zod'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { jobCall } from '#app/kernel/outbox.server.ts'
import type { NewsItem } from './notifications.ts'

export interface News {
  personId: string
  /** A text key with its namespace, as `orders:news.paid`. */
  kind: string
  /** Numbers and names for the sentence: amounts in words, no personal data of others. */
  params: Record<string, string | number>
  path: string
}

/** The task that a feature with a line to people's pages handles: `{ personId }` has news. */
export const newsTask = 'identity.news'

const Params = z.record(z.string(), z.union([z.string(), z.number()]))

/** Tells somebody within the caller's transaction: among her news, and at once on her open pages. */
export async function notify(tx: Transaction, news: News, now = new Date()): Promise<void> {
  await tx.$executeRaw(newsStatement(news, now))
}

/** The same as a statement, for one that does more with it. */
export function newsStatement({ personId, kind, params, path }: News, now: Date): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO notification (id, person_id, kind, params, path, at)
    SELECT gen_random_uuid(), ${personId}::uuid, ${kind}, ${JSON.stringify(params)}::jsonb, ${path}, ${now}::timestamptz
    FROM ${jobCall({ task: newsTask, payload: { personId } })}`
}

/** Her newest news; `before` is the moment at which the page before this one stopped. */
export async function listNews({
  personId,
  before,
  limit = 30,
}: {
  personId: string
  before?: Date
  limit?: number
}): Promise<NewsItem[]> {
  const rows = await database().notification.findMany({
    where: { personId, at: { lt: before } },
    orderBy: { at: 'desc' },
    take: limit,
  })
  return rows.map(({ id, kind, params, path, at, readAt }) => ({
    id,
    kind,
    params: Params.parse(params),
    path,
    at: at.toISOString(),
    read: readAt !== null,
  }))
}

export function countUnreadNews(personId: string): Promise<number> {
  return database().notification.count({ where: { personId, readAt: null } })
}

/** All that came until now was seen. */
export async function markNewsRead(personId: string, now = new Date()): Promise<void> {
  await database().notification.updateMany({
    where: { personId, readAt: null, at: { lte: now } },
    data: { readAt: now },
  })
}
