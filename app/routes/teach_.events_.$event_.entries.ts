import { json, type ActionFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { receiveBatch } from '#app/features/training/events/door-batch.server.ts'
import { findEvent } from '#app/features/training/events/event-view.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** What a door has noted: also what waited for a network. Sent again it comes to the same. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const found = await findEvent(params.event ?? '', visitor.personId)
  const event = requireAllowed(visitor, 'event.keep', found)
  await requireSameOrigin(request)
  const sent: unknown = await request.json().catch(() => null)
  const answers = await receiveBatch(sent, { eventId: event.id, personId: visitor.personId })
  if (answers === null) throw new Response(null, { status: 400 })
  return json(answers)
}
