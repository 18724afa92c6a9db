import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FiguresPage } from '#app/features/insights/figures-page.tsx'
import { findChoices, findFigures } from '#app/features/insights/figures-view.server.ts'
import { periodOf } from '#app/features/insights/period.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireKeeper } from '#app/require-keeper.server.ts'

/** The figures of an organisation that she keeps; another's is as if it were not there. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { keeps } = await requireKeeper(request)
  const search = new URL(request.url).searchParams
  const now = new Date()
  const period = periodOf({ from: search.get('from'), to: search.get('to') }, now)
  const organisation = search.get('organisation') || null
  const t = await remixI18n.getFixedT(request, 'figures')
  const [view, choices] = await Promise.all([
    findFigures({ organisation, period }, keeps, now),
    findChoices(keeps, now),
  ])
  if (view === null) throw new Response(null, { status: 404 })
  return { title: t('title'), view, choices }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Figures() {
  const { view, choices } = useLoaderData<typeof loader>()
  return <FiguresPage view={view} choices={choices} />
}
