import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { replaysAsked } from '#app/features/training/films/clips.server.ts'
import { findLessonMedia } from '#app/features/training/films/media.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** How far the film of a draft's lesson is, asked while it is prepared; or other replays to choose its clip from. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const found = await findLessonMedia(params.draft ?? '', visitor.personId, replaysAsked(request))
  if (found === null) throw new Response(null, { status: 404 })
  return Response.json(found.media, { headers: { 'Cache-Control': 'no-store' } })
}
