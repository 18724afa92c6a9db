import { randomUUID } from 'node:crypto'
import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findShopBySeller } from '#app/features/shop/catalog/catalog.server.ts'
import { dropCoupon, listShopCoupons, stopCoupon } from '#app/features/shop/coupons/coupons.server.ts'
import { CouponDeed } from '#app/features/shop/coupons/coupon-forms.ts'
import { ShopCouponsPage } from '#app/features/shop/coupons/shop-coupons-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'

async function requireShop(request: Request) {
  const visitor = await requireVisitor(request)
  const shop = await findShopBySeller(visitor.personId)
  return requireAllowed(visitor, 'shop.keep', shop && { id: shop.id, sellerId: shop.seller.id })
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { id: shopId } = await requireShop(request)
  const t = await remixI18n.getFixedT(request, 'coupons')
  const page = pageNumber(request)
  const did =
    (['dropped', 'stopped'] as const).find((one) => new URL(request.url).searchParams.has(one)) ?? null
  const { coupons, more } = await listShopCoupons({ shopId, page })
  return { title: t('sell.title'), coupons, more, page, did, newKey: randomUUID(), now: Date.now() }
}

/** Drops a coupon of her shop, or stops one. */
export async function action({ request }: ActionFunctionArgs) {
  const { id: shopId, sellerId } = await requireShop(request)
  const form = await readForm(request, CouponDeed)
  if (!form.ok) return form.reply
  if (form.value.deed === 'stop') {
    const stopped = await stopCoupon({ couponId: form.value.coupon, sellerId })
    if (!stopped.ok) throw new Response(null, { status: 404 })
    return redirect('/sell/coupons?stopped')
  }
  const { deed: _, ...coupon } = form.value
  const dropped = await dropCoupon({ ...coupon, shopId, by: sellerId })
  return dropped.ok
    ? redirect('/sell/coupons?dropped')
    : form.refuse({ thresholdFen: 'coupons:form.thresholdTooLow' })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function SellCoupons() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <ShopCouponsPage {...page} reply={reply} />
}
