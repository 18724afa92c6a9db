import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { rotateStreamKey } from '#app/features/live/index.server.ts'
import { getChatSettings, planRoom, setRefusedWords } from '#app/features/live/room-settings.server.ts'
import { SettingsForm, toLocalField } from '#app/features/live/room-settings.ts'
import { RoomSettingsPage, type SettingsReply } from '#app/features/live/room-settings-page.tsx'
import { setRules } from '#app/features/live/moderation/moderation.server.ts'
import { stirRoom, tellRules } from '#app/features/live/socket/room-news.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

async function requireManager(request: Request, slug = '') {
  const visitor = await requireVisitor(request)
  return { visitor, room: requireAllowed(visitor, 'room.manage', await findRoomBySlug(slug)) }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { room } = await requireManager(request, params.room)
  const t = await remixI18n.getFixedT(request, 'studio')
  const { slug, title, place, nextBroadcastAt } = room.view
  return {
    heading: t('settings.title'),
    room: { slug, title, place, next: toLocalField(nextBroadcastAt) },
    chat: await getChatSettings(room.id),
    server: `rtmp://${new URL(env().publicUrl).hostname}:${env().rtmpPort}/live`,
  }
}

/** Each part of the page is a form of its own. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { visitor, room } = await requireManager(request, params.room)
  const form = await readForm(request, SettingsForm)
  if (!form.ok) return form.reply
  const manager = { roomId: room.id, personId: visitor.personId }
  switch (form.value.part) {
    case 'plan': {
      const planned = await planRoom(manager, { ...form.value, next: form.value.next })
      return planned.ok ? data({ saved: 'plan' as const }) : form.refuse({ next: 'studio:settings.nextPast' })
    }
    case 'rules': {
      const { slowSeconds, followersOnly } = form.value
      await setRules(manager, { slowSeconds, followersOnly })
      await tellRules(room.id)
      if (room.view.broadcast) stirRoom(room.view.broadcast.id)
      return data({ saved: 'rules' as const })
    }
    case 'words':
      await setRefusedWords(manager, form.value.words)
      // Those who are in the room speak under the new words from now on.
      await tellRules(room.id)
      return data({ saved: 'words' as const })
    case 'key': {
      const actor = { kind: 'person', id: visitor.personId } as const
      const rotated = await rotateStreamKey({ roomSlug: room.view.slug, actor })
      if (!rotated.ok) throw new Response(null, { status: 404 })
      return data({ streamKey: rotated.value.streamKey }, { headers: { 'Cache-Control': 'no-store' } })
    }
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded?.heading },
  { name: 'robots', content: 'noindex' },
]

export default function RoomSettings() {
  const { heading, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as SettingsReply
  return <RoomSettingsPage title={heading} reply={reply} {...page} />
}
