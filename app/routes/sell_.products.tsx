import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { ProductFacts } from '#app/features/shop/catalog/keeping-forms.ts'
import { addProduct, listKeptProducts } from '#app/features/shop/catalog/product-keeping.server.ts'
import { ProductsPage } from '#app/features/shop/catalog/products-page.tsx'
import { hasShop } from '#app/features/shop/catalog/shop-keeping.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'keeping')
  if (!(await hasShop(personId))) throw new Response(null, { status: 404 })
  return { title: t('products.title'), products: await listKeptProducts(personId) }
}

/** Begins a new product by its name, and leads to its page. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  if (!(await hasShop(personId))) throw new Response(null, { status: 404 })
  const form = await readForm(request, ProductFacts.pick({ title: true }))
  if (!form.ok) return form.reply
  const added = await addProduct(personId, form.value)
  if (!added.ok) throw new Response(null, { status: 404 })
  return redirect(`/sell/products/${added.value.id}`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function SellProducts() {
  const { products } = useLoaderData<typeof loader>()
  return <ProductsPage products={products} reply={useActionData<typeof action>()} />
}
