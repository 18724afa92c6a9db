import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import '#app/features/identity/account-texts.ts'

/** What there is to administer. */
export async function loader({ request }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'people.govern', undefined)
  const t = await remixI18n.getFixedT(request, 'account')
  return { title: t('people.administration') }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Admin() {
  const { t } = useTranslation(['account', 'live'])
  return (
    <PlainPage title={t('people.administration')} back={{ to: '/me', words: t('account.title') }}>
      <NavRow to="/admin/rooms" title={t('live:roomsAdmin.title')} hint={t('live:roomsAdmin.hint')} />
      <NavRow to="/admin/people" title={t('people.title')} hint={t('people.hint')} />
    </PlainPage>
  )
}
