import { createCookie, createSessionStorage } from '@remix-run/node'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { lookupHash } from '#app/kernel/personal.server.ts'
import { singleton } from '#app/kernel/singleton.ts'

/** A device stays signed in for so long after she last signed in there, in milliseconds. */
const sessionLife = 90 * 24 * 60 * 60 * 1000

interface SessionData {
  personId: string
  device: string
}

/** Remix's cookie sessions over the sessions table: the cookie carries a secret, the table its keyed hash. */
export function sessionStorage() {
  return singleton('session-storage', () =>
    createSessionStorage<SessionData>({
      cookie: createCookie('session', {
        httpOnly: true,
        maxAge: sessionLife / 1000,
        path: '/',
        sameSite: 'lax',
        secrets: [env().sessionSecret],
        secure: env().publicUrl.startsWith('https://'),
      }),
      createData: ({ personId = '', device = '' }) => openSession({ personId, device }),
      readData: (token) => readSession(token),
      // Nothing of a session changes but its end.
      updateData: async () => {},
      deleteData: (token) => closeSession(token),
    }),
  )
}

async function openSession({ personId, device }: SessionData, now = new Date()): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(now.getTime() + sessionLife)
  await database().session.create({
    data: { personId, device, tokenHash: hashToken(token), createdAt: now, lastSeenAt: now, expiresAt },
  })
  return token
}

async function readSession(token: string, now = new Date()): Promise<SessionData | null> {
  return database().session.findFirst({
    where: { tokenHash: hashToken(token), endedAt: null, expiresAt: { gt: now } },
    select: { personId: true, device: true },
  })
}

async function closeSession(token: string, now = new Date()): Promise<void> {
  await database().session.updateMany({
    where: { tokenHash: hashToken(token), endedAt: null },
    data: { endedAt: now },
  })
}

/** The keyed hash of a session's secret, as it stands in the table. */
export function hashToken(token: string): string {
  return lookupHash(`session:${token}`)
}

/** The secret in this Cookie header, or null. It need not belong to a session that is still open. */
export async function readToken(cookieHeader: string | null): Promise<string | null> {
  const session = await sessionStorage().getSession(cookieHeader)
  return z.string().min(1).safeParse(session.id).data ?? null
}
