import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { workplaceOf } from '#app/features/live/studio/my-rooms.ts'
import { findMyRooms } from '#app/features/live/studio/my-rooms.server.ts'
import { RoomsPage } from '#app/features/live/studio/rooms-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'

/** Her one room opens at once; of several she chooses. */
export async function loader({ request }: LoaderFunctionArgs) {
  const rooms = await findMyRooms(await requireVisitor(request))
  const [only] = rooms
  if (only !== undefined && rooms.length === 1) return redirect(workplaceOf(only))
  const t = await remixI18n.getFixedT(request, 'studio')
  return { rooms, title: t('home.title') }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function Studio() {
  const { rooms } = useLoaderData<typeof loader>()
  return <RoomsPage rooms={rooms} />
}
