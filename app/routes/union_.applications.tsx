import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { readMemberNumber, spacedMemberNumber } from '#app/features/union/member-number.ts'
import { listWaiting } from '#app/features/union/review.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { QueuePage } from '#app/features/union/staff/queue-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  const page = pageNumber(request)
  const { applications, more } = await listWaiting({ keeps: pathsKeptBy(visitor), page })
  const t = await remixI18n.getFixedT(request, 'registry')
  return { title: t('review.title'), applications, more, page, did: didOf(request), now: Date.now() }
}

function didOf(request: Request) {
  const { searchParams } = new URL(request.url)
  const number = readMemberNumber(searchParams.get('accepted') ?? '')
  if (number !== null) return { deed: 'accepted', number: spacedMemberNumber(number) } as const
  const deed = (['returned', 'rejected'] as const).find((one) => searchParams.has(one))
  return deed === undefined ? null : { deed }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Applications() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <QueuePage {...page} />
}
