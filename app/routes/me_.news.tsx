import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { NewsPage } from '#app/features/identity/news-page.tsx'
import { listNews, markNewsRead } from '#app/features/identity/notifications.server.ts'
import { useNews } from '#app/features/live/use-news.ts'
import '#app/features/shop/orders/order-texts.ts'
import '#app/features/shop/orders/seller-texts.ts'
import '#app/features/training/events/event-texts.ts'
import '#app/features/training/learn-texts.ts'
import '#app/features/union/union-texts.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { momentAsked } from '#app/kernel/page-number.ts'

const onPage = 30

/** Whoever sees her newest news has read all that came until now. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'account')
  const now = new Date()
  const before = momentAsked(request)
  const news = await listNews({ personId, before, limit: onPage + 1 })
  if (before === undefined) await markNewsRead(personId, now)
  const shown = news.slice(0, onPage)
  return {
    title: t('news.title'),
    news: shown,
    earlier: news.length > onPage ? (shown.at(-1)?.at ?? null) : null,
    first: before === undefined,
    now: now.getTime(),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function News() {
  useNews(useRevalidator().revalidate)
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <NewsPage {...page} />
}
