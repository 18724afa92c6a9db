import { randomUUID } from 'node:crypto'
import {
  data,
  redirect,
  redirectDocument,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import { BuyPage } from '#app/features/shop/orders/buy-page.tsx'
import { viewBuy } from '#app/features/shop/orders/buy-view.server.ts'
import { afterStep, BuyForm, type BuyReply, type BuyView } from '#app/features/shop/orders/buy.ts'
import { mendable, placeFrom } from '#app/features/shop/orders/place-from-page.server.ts'
import { findOffer } from '#app/features/shop/orders/offers.server.ts'
import { mostBoxes } from '#app/features/shop/orders/orders.ts'
import { paymentsAreOn } from '#app/features/shop/payment/stripe.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

async function getView(asked: Parameters<typeof viewBuy>[0]): Promise<BuyView> {
  const view = await viewBuy(asked)
  if (view === null) throw new Response(null, { status: 404 })
  return view
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { personId: buyerId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'orders')
  const quantity = boxesAsked(request)
  const view = await getView({ variantId: params.variant ?? '', buyerId, typed: { quantity } })
  return { title: t('buy.title'), view, key: randomUUID() }
}

/** Nothing of it is kept: who comes back to it orders anew, under another key. */
export function headers() {
  return { 'Cache-Control': 'no-store' }
}

/** Shows the page anew as its buttons say, or orders: to the payment page, where money can be taken. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { personId: buyerId } = await requireVisitor(request)
  const variantId = params.variant ?? ''
  if (!z.uuid().safeParse(variantId).success) throw new Response(null, { status: 404 })
  const form = await readForm(request, BuyForm)
  if (!form.ok) return form.reply
  if (form.value.step !== 'place') {
    const { most } = await getView({ variantId, buyerId, typed: form.value })
    const typed = afterStep(form.value, most)
    return { initialValue: typed, view: await getView({ variantId, buyerId, typed }) }
  }
  const typed = form.value
  const broadcastId = await findBroadcast(request, variantId)
  const placed = await placeFrom({ typed, variantId, buyerId, broadcastId })
  if (placed.ok) return leadOn(placed.value.id)
  const view = await getView({ variantId, buyerId, typed })
  const reply = mendable({ typed, view, refusal: placed.reason })
  return data({ ...reply, view }, { status: 409 })
}

/** Past Remix's router: the payment page is another site's. */
function leadOn(orderId: string): Response {
  return paymentsAreOn() ? redirectDocument(`/orders/${orderId}/pay`) : redirect(`/orders/${orderId}`)
}

/** The broadcast that runs in the room she comes from, where it is the seller's own. */
async function findBroadcast(request: Request, variantId: string): Promise<string | null> {
  const slug = new URL(request.url).searchParams.get('room')
  if (slug === null) return null
  const [room, offer] = await Promise.all([findRoomBySlug(slug), findOffer(variantId)])
  if (room === null || offer?.sellerId !== room.hostId) return null
  return room.view.broadcast?.id ?? null
}

function boxesAsked(request: Request): number {
  const asked = Number(new URL(request.url).searchParams.get('quantity') ?? 1)
  return Number.isInteger(asked) && asked >= 1 ? Math.min(asked, mostBoxes) : 1
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function Buy() {
  const { view, key } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof clientAction>() as BuyReply | undefined
  return <BuyPage view={reply?.view ?? view} freshKey={key} reply={reply} />
}
