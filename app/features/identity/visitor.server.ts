import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { Privilege, Role } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import type { KnownVisitor } from './policy.ts'
import { hashToken, readToken } from './sessions.server.ts'

/** Someone signed in, with what pages show of her. */
export interface SignedIn extends KnownVisitor {
  sessionId: string
  name: string
  picture: string | null
  /** What she chose for all her devices; null until she has chosen. */
  language: string | null
  elder: boolean | null
  demo: boolean
}

/** So seldom is it noted that a device is in use, in milliseconds. */
const noteEvery = 10 * 60 * 1000

/** Made once: making a schema costs more than the query. */
const Rows = z.array(
  z.object({
    personId: z.string(),
    sessionId: z.string(),
    name: z.string(),
    picture: z.string().nullable(),
    language: z.string().nullable(),
    elder: z.boolean().nullable(),
    demo: z.boolean(),
    lastSeenAt: z.date(),
    roles: z.array(z.object({ role: z.enum(Role), scope: z.string() })),
    privileges: z.array(z.enum(Privilege)),
  }),
)

/** Whoever this request comes from; null where nobody is signed in on that device. */
export function findVisitor(request: Request): Promise<SignedIn | null> {
  return findVisitorByCookie(request.headers.get('Cookie'))
}

/** The same for a socket's handshake or a media request, which bring a Cookie header. */
export async function findVisitorByCookie(cookieHeader: string | null): Promise<SignedIn | null> {
  // Most visitors are not signed in: they cost no query.
  if (!cookieHeader?.includes('session=')) return null
  const token = await readToken(cookieHeader)
  return token === null ? null : findBySession({ tokenHash: hashToken(token) })
}

/** Sends whoever is not signed in to do so, and back to where she was; answers who she is. */
export async function requireVisitor(request: Request): Promise<SignedIn> {
  const visitor = await findVisitor(request)
  if (visitor !== null) return visitor
  const { pathname, search } = new URL(request.url)
  // What was posted cannot be brought back by a redirect: she returns to the page, not to the deed.
  const back = request.method === 'GET' ? pathname + search : pathname
  throw redirect(`/sign-in?${new URLSearchParams({ back: back.replace(/\.data$/, '') }).toString()}`)
}

async function findBySession(
  { tokenHash }: { tokenHash: string },
  now = new Date(),
): Promise<SignedIn | null> {
  // The demo's people have roles and phones that everybody knows: a system that leaves the demo behind knows them no more.
  const rows = await database().$queryRaw`
    SELECT p.id AS "personId", s.id AS "sessionId", p.name, p.picture, p.language, p.elder, p.demo,
      s.last_seen_at AS "lastSeenAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope))
        FROM role_grant r WHERE r.person_id = p.id AND r.ended_at IS NULL), '[]') AS roles,
      coalesce((SELECT jsonb_agg(g.privilege)
        FROM privilege_grant g WHERE g.person_id = p.id AND g.ended_at IS NULL), '[]') AS privileges
    FROM session s JOIN person p ON p.id = s.person_id
    WHERE s.token_hash = ${tokenHash} AND s.ended_at IS NULL AND s.expires_at > ${now}
      AND (NOT p.demo OR ${env().demo})`
  const [row] = Rows.parse(rows)
  if (row === undefined) return null
  const { lastSeenAt, ...visitor } = row
  if (now.getTime() - lastSeenAt.getTime() > noteEvery) await noteUse(visitor.sessionId, now)
  return visitor
}

async function noteUse(sessionId: string, now: Date): Promise<void> {
  await database().session.updateMany({
    where: { id: sessionId, endedAt: null },
    data: { lastSeenAt: now },
  })
}
