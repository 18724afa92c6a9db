import type { ActionFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { issueIngestTicket } from '#app/features/live/index.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** A one-time ticket for the host's page. A route of its own: a lost network must not take the page away. */
export async function action({ request, params }: ActionFunctionArgs) {
  await requireSameOrigin(request)
  const visitor = await requireVisitor(request)
  const { view } = requireAllowed(visitor, 'room.host', await findRoomBySlug(params.room ?? ''))
  const issued = await issueIngestTicket({ roomSlug: view.slug, by: visitor })
  return Response.json(issued, { status: issued.ok ? 200 : 409, headers: { 'Cache-Control': 'no-store' } })
}
