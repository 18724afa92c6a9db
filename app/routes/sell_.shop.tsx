import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { ShopForm } from '#app/features/shop/catalog/keeping-forms.ts'
import { ShopFields } from '#app/features/shop/catalog/shop-form.tsx'
import { editShop, findOwnShop } from '#app/features/shop/catalog/shop-keeping.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { Note } from '#app/ui/note.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import '#app/features/shop/catalog/keeping-texts.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'keeping')
  const shop = await findOwnShop(personId)
  if (shop === null) throw new Response(null, { status: 404 })
  return { title: t('shop.title'), shop }
}

/** What buyers are shown of her shop from now on. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  if ((await findOwnShop(personId)) === null) throw new Response(null, { status: 404 })
  const form = await readForm(request, ShopForm)
  if (!form.ok) return form.reply
  await editShop(personId, form.value)
  return { saved: true as const }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function SellShop() {
  const { shop } = useLoaderData<typeof loader>()
  const { t } = useTranslation('keeping')
  const reply = useActionData<typeof action>()
  const saved = reply !== undefined && 'saved' in reply
  return (
    <PlainPage title={t('shop.title')} back={{ to: '/sell', words: t('home.title') }}>
      {saved ? <Note>{t('shop.saved')}</Note> : null}
      <ShopFields
        shop={shop}
        reply={reply === undefined || 'saved' in reply ? undefined : reply}
        save={t('shop.save')}
      />
    </PlainPage>
  )
}
