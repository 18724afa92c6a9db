import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readRowsAsked } from '#app/features/insights/figures.ts'
import { findRows } from '#app/features/insights/figures-view.server.ts'
import { periodOf } from '#app/features/insights/period.ts'
import { RowsPage } from '#app/features/insights/rows-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireKeeper } from '#app/require-keeper.server.ts'

/** The rows that one figure counts. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { keeps } = await requireKeeper(request)
  const search = new URL(request.url).searchParams
  const now = new Date()
  const rows = readRowsAsked(search)
  const asked = {
    ...rows,
    organisation: search.get('organisation') || null,
    period: periodOf({ from: search.get('from'), to: search.get('to') }, now),
  }
  const view = await findRows({ asked, page: pageNumber(request) }, keeps, now)
  if (view === null) throw new Response(null, { status: 404 })
  const t = await remixI18n.getFixedT(request, 'figures')
  return { title: t(`figure.${rows.figure}`), view, now: now.getTime() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function FigureRows() {
  const { view, now } = useLoaderData<typeof loader>()
  return <RowsPage view={view} now={now} />
}
