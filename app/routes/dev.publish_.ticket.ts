import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { issueIngestTicket } from '#app/features/live/index.server.ts'
import { requireDevelopment } from '#app/features/live/publisher/development.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'

const TicketForm = z.object({ room: z.string().min(1) })

/** A one-time ticket for the development page. A route of its own: a lost network must not take the page away. */
export async function action({ request }: ActionFunctionArgs) {
  requireDevelopment()
  const form = await readForm(request, TicketForm)
  if (!form.ok) return form.reply
  const issued = await issueIngestTicket({
    roomSlug: form.value.room,
    by: { system: 'development page' },
  })
  return Response.json(issued, { status: issued.ok ? 200 : 409, headers: { 'Cache-Control': 'no-store' } })
}
