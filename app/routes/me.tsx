import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AccountPage } from '#app/features/identity/account-page.tsx'
import { renameMyself } from '#app/features/identity/account.server.ts'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { RenameForm } from '#app/features/identity/names.ts'
import { hasRooms, hostsRoom } from '#app/features/live/index.server.ts'
import { findOwnShop } from '#app/features/shop/catalog/shop-keeping.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { can } from '#app/routes-policy.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'account')
  return {
    title: t('account.title'),
    account: {
      name: visitor.name,
      picture: visitor.picture,
      hasRooms: await hasRooms(visitor),
      // Whoever hosts a room may open one.
      hasShop: (await findOwnShop(visitor.personId)) !== null || (await hostsRoom(visitor.personId)),
      keepsUnion: can(visitor, 'union.work', undefined),
      teaches: can(visitor, 'course.teach', undefined) || can(visitor, 'certificate.govern', undefined),
      administers: can(visitor, 'people.govern', undefined),
    },
  }
}

/** Gives herself another name. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const form = await readForm(request, RenameForm)
  if (!form.ok) return form.reply
  await renameMyself({ personId, name: form.value.name })
  return { saved: true as const }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Me() {
  const { account } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <AccountPage account={account} reply={reply} />
}
