import { z } from 'zod'

const Ticket = z.object({ ok: z.literal(true), value: z.object({ ticket: z.string() }) })

/** A new one-time ticket for `/ingest`; rejects where there is none. */
export async function fetchTicket(url: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) })
  return Ticket.parse(await answer.json()).value.ticket
}
