import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { RoomErrorPage } from '#app/features/live/room-error-page.tsx'
import { RoomTitleForm } from '#app/features/live/studio/room-title.ts'
import { renameRoom } from '#app/features/live/studio/room-title.server.ts'
import { findRunning } from '#app/features/live/studio/running.server.ts'
import { StudioPage } from '#app/features/live/studio/studio-page.tsx'
import { findLastSummary } from '#app/features/live/studio/summary.server.ts'
import { missingForDoor } from '#app/features/training/index.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { can, requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped, unlessNothingChanged } from '#app/ui/without-network.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { visitor, room } = await requireHost(request, params.room)
  const [running, last] = await Promise.all([findRunning(room.id), findLastSummary(room.id)])
  const { slug, title, nextBroadcastAt } = room.view
  const mayPublish = can(visitor, 'room.publish', room)
  const t = await remixI18n.getFixedT(request, 'studio')
  return {
    room: { slug, title, open: room.open, nextBroadcastAt },
    mayPublish,
    door: mayPublish ? null : await doorOf(visitor.personId),
    running,
    last,
    now: Date.now(),
    heading: t('golive.pageTitle', { title }),
  }
}

/** The course that would let her go on air for everybody, and how far she is. */
async function doorOf(personId: string) {
  const missing = await missingForDoor(personId)
  if (missing === null) return null
  const { slug, course, done, lessons, mayAsk } = missing
  return { course, done, lessons, mayAsk, to: mayAsk ? `/learn/${slug}/certificate` : `/learn/${slug}` }
}

/** Renames the broadcast. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { visitor, room } = await requireHost(request, params.room)
  const form = await readForm(request, RoomTitleForm)
  if (!form.ok) return form.reply
  const actor = { kind: 'person', id: visitor.personId } as const
  const renamed = await renameRoom({ roomId: room.id, title: form.value.title, actor })
  if (!renamed.ok) throw new Response(null, { status: 404 })
  return redirect(`/studio/${room.view.slug}`)
}

/** A network that is lost in the moment of the press takes neither the preview nor what she typed away. */
export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

/** The room's host. Who assists or administers is led to the assistant's page; for anyone else there is nothing. */
async function requireHost(request: Request, slug = '') {
  const visitor = await requireVisitor(request)
  const room = requireAllowed(visitor, 'room.moderate', await findRoomBySlug(slug))
  if (!can(visitor, 'room.host', room)) throw redirect(`/studio/${room.view.slug}/assist`)
  return { visitor, room }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.heading },
  { name: 'robots', content: 'noindex' },
]

export default function StudioRoom() {
  const { heading: _, ...page } = useLoaderData<typeof loader>()
  return <StudioPage {...page} reply={useActionData<typeof clientAction>()} />
}

export { RoomErrorPage as ErrorBoundary, unlessNothingChanged as shouldRevalidate }
