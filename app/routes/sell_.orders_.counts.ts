import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findOwnShop } from '#app/features/shop/catalog/shop-keeping.server.ts'
import { countSellerOrders } from '#app/features/shop/orders/order-figures.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** How many orders of her shop stand how: what her list asks every moment, to know whether it is still true. */
export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId: sellerId } = visitor
  requireAllowed(visitor, 'shop.keep', (await findOwnShop(sellerId)) && { sellerId })
  return Response.json(await countSellerOrders(sellerId), { headers: { 'Cache-Control': 'no-store' } })
}
