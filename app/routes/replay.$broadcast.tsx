import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { ReplayPage } from '#app/features/live/replay-page.tsx'
import { findReplay } from '#app/features/live/rooms.server.ts'
import { findChapters } from '#app/features/live/selling/chapters.server.ts'
import { shareTags } from '#app/features/live/share-tags.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await findVisitor(request)
  const { view: replay } = requireAllowed(visitor, 'replay.watch', await findReplay(params.broadcast ?? ''))
  const t = await remixI18n.getFixedT(request, 'live')
  return {
    replay,
    chapters: await findChapters(replay.id),
    from: momentAsked(request, replay.startedAt),
    now: Date.now(),
    share: {
      title: t('replay.title', { title: replay.title }),
      description: t('room.description', { host: replay.room.host.name, place: replay.room.place }),
      url: new URL(`/replay/${replay.id}`, env().publicUrl).href,
      cover: replay.room.cover,
    },
  }
}

/** `?at=` in seconds from the broadcast's beginning, as a moment; null where it is none. */
function momentAsked(request: Request, startedAt: string): number | null {
  const seconds = z.coerce
    .number()
    .int()
    .min(0)
    .safeParse(new URL(request.url).searchParams.get('at') ?? 'none')
  return seconds.success ? new Date(startedAt).getTime() + seconds.data * 1000 : null
}

export const meta: MetaFunction<typeof loader> = ({ data, matches }) =>
  data ? shareTags(data.share) : matches.flatMap(({ meta: inherited }) => inherited ?? [])

export default function Replay() {
  const { share: _, ...page } = useLoaderData<typeof loader>()
  // Another replay begins anew.
  return <ReplayPage key={`${page.replay.id}/${page.from}`} {...page} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('live')
  return <RouteErrorPage title={t('replay.missing')} hint={t('replay.missingHint')} />
}
