import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { keepProduct } from '#app/features/shop/catalog/keep-product.server.ts'
import { keepingRefusals } from '#app/features/shop/catalog/keeping.ts'
import { ProductDeed } from '#app/features/shop/catalog/keeping-forms.ts'
import { ProductEditPage } from '#app/features/shop/catalog/product-edit-page.tsx'
import { findKeptProduct } from '#app/features/shop/catalog/product-keeping.server.ts'
import { listMovements } from '#app/features/shop/catalog/stock.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { photoRefusals } from '#app/kernel/photos.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { product } = await requireProduct(request, params.product)
  const t = await remixI18n.getFixedT(request, 'keeping')
  const movements = await listMovements(product.id)
  return { title: `${product.title} · ${t('home.title')}`, product, movements, stockKey: randomUUID() }
}

/** Whatever she does on this page: one form each. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { keeper } = await requireProduct(request, params.product)
  const form = await readForm(request, ProductDeed)
  if (!form.ok) return form.reply
  const kept = await keepProduct(keeper, form.value)
  if (!kept.ok) return form.refuse({ ...photoRefusals, ...keepingRefusals }[kept.reason])
  return { done: form.value.deed, of: 'variant' in form.value ? variantOf(form.value) : null }
}

/** Which of several forms of one kind it was. */
function variantOf(deed: { deed: string; variant: string }): string | null {
  return deed.deed === 'stock' ? null : deed.variant
}

/** Her own product; for anyone else there is none. */
async function requireProduct(request: Request, productId = '') {
  const { personId: sellerId } = await requireVisitor(request)
  const keeper = { sellerId, productId }
  const product = await findKeptProduct(keeper)
  if (product === null) throw new Response(null, { status: 404 })
  return { keeper, product }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function SellProduct() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <ProductEditPage {...page} reply={useActionData<typeof action>()} />
}
