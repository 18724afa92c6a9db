import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { env } from '#app/kernel/env.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { ticketLife } from './events.ts'

const Ticket = z.object({ kind: z.literal('check-in'), event: z.string(), at: z.number() })

/** Says in her browser alone that she scanned an event's screen, and when: signing in takes as long as it takes. */
function ticketCookie() {
  return singleton('check-in-ticket', () =>
    createCookie('check-in', {
      httpOnly: true,
      maxAge: ticketLife / 1000,
      path: '/check-in',
      sameSite: 'lax',
      secrets: [env().sessionSecret],
      secure: env().publicUrl.startsWith('https://'),
    }),
  )
}

/** The Set-Cookie header of a ticket for an event. */
export function ticketFor(event: string, now: Date): Promise<string> {
  return ticketCookie().serialize({ kind: 'check-in', event, at: now.getTime() })
}

/** The Set-Cookie header that takes the ticket back: it was used. */
export function noTicket(): Promise<string> {
  return ticketCookie().serialize('', { maxAge: 0 })
}

/** When whoever asks scanned this event's screen; null where she did not, or longer ago than the ticket is good for. */
export async function scannedAt(
  request: Request,
  { event, now }: { event: string; now: Date },
): Promise<Date | null> {
  const ticket = Ticket.safeParse(await ticketCookie().parse(request.headers.get('Cookie')))
  if (!ticket.success || ticket.data.event !== event) return null
  const age = now.getTime() - ticket.data.at
  return age >= 0 && age <= ticketLife ? new Date(ticket.data.at) : null
}
