import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { listMyClaims } from '#app/features/shop/coupons/claims.server.ts'
import { claimShelves } from '#app/features/shop/coupons/coupons.ts'
import { MyCouponsPage } from '#app/features/shop/coupons/my-coupons-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import '#app/features/identity/account-texts.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'coupons')
  const asked = new URL(request.url).searchParams.get('show')
  const shelf = claimShelves.find((one) => one === asked) ?? 'usable'
  const page = pageNumber(request)
  const { claims, more } = await listMyClaims({ personId, shelf, page })
  return { title: t('mine.title'), claims, more, shelf, page, now: Date.now() }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function MyCoupons() {
  const { t } = useTranslation('account')
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <MyCouponsPage {...page} back={{ to: '/me', words: t('account.title') }} />
}
