import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { hasOrganisations, namesOfTops } from '#app/features/union/organisation-view.server.ts'
import { countWaiting } from '#app/features/union/review.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { WorkPage } from '#app/features/union/staff/work-page.tsx'
import { countTransfers } from '#app/features/union/transfers.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  const keeps = pathsKeptBy(visitor)
  const t = await remixI18n.getFixedT(request, 'registry')
  return {
    title: t('title'),
    work: {
      waiting: await countWaiting(keeps),
      transfers: await countTransfers(keeps),
      tops: keeps === 'all' ? null : await namesOfTops(keeps),
      hasOrganisations: await hasOrganisations(keeps),
    },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function UnionWork() {
  return <WorkPage work={useLoaderData<typeof loader>().work} />
}
