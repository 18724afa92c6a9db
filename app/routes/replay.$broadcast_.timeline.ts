import { json, type LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { findReplay } from '#app/features/live/rooms.server.ts'
import { findReplayPage } from '#app/features/live/chat/replay-entries.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

const After = z.coerce.number().int().min(0).max(2_147_483_647)

/** A replay's chat after `?after=SEQ`, a page at a time. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const { view: replay } = requireAllowed(visitor, 'replay.watch', await findReplay(params.broadcast ?? ''))
  const after = After.safeParse(new URL(request.url).searchParams.get('after') ?? 0)
  if (!after.success) throw new Response(null, { status: 400 })
  const page = await findReplayPage({ broadcastId: replay.id, after: after.data })
  // Whoever may not watch it must not find it in a cache on the way; what is removed later must not stay for long.
  return json(page, { headers: { 'Cache-Control': 'private, max-age=60' } })
}
