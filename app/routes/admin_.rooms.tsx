import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { RoomsAdminPage } from '#app/features/live/rooms-admin-page.tsx'
import {
  listRoomsForAdministrator,
  openRoomForHost,
  suggestSlug,
} from '#app/features/live/rooms-admin.server.ts'
import { OpenRoomForm } from '#app/features/live/rooms-admin.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import '#app/features/identity/account-texts.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'room.open', undefined)
  const t = await remixI18n.getFixedT(request, 'live')
  const page = await listRoomsForAdministrator({ page: pageNumber(request) })
  return { title: t('roomsAdmin.title'), page, suggestedSlug: suggestSlug() }
}

/** Opens a room for a host; the answer shows its stream key, this once, and is kept nowhere. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'room.open', undefined)
  const form = await readForm(request, OpenRoomForm)
  if (!form.ok) return form.reply
  const { phone, hostName: name, ...room } = form.value
  const actor = { kind: 'person', id: visitor.personId } as const
  const opened = await openRoomForHost({ ...room, host: { name, phone } }, { actor })
  if (!opened.ok) return form.refuse({ slug: 'live:roomsAdmin.slugTaken' })
  const { slug, streamKey } = opened.value
  const { publicUrl, rtmpPort } = env()
  const url = new URL(`/live/${slug}`, publicUrl)
  const rtmpServer = `rtmp://${url.hostname}:${rtmpPort}/live`
  return data(
    { opened: { slug, title: room.title, url: url.href, rtmpServer, streamKey } },
    { headers: { 'Cache-Control': 'no-store' } },
  )
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function AdminRooms() {
  const { t } = useTranslation('account')
  const { page, suggestedSlug } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const back = { to: '/admin', words: t('people.administration') }
  return <RoomsAdminPage page={page} suggestedSlug={suggestedSlug} reply={reply} back={back} />
}
