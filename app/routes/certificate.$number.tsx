import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { checkCertificate } from '#app/features/training/certificates.server.ts'
import { CheckPage } from '#app/features/training/check-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'

/** Whether a certificate is genuine, for whoever has its number before her. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await remixI18n.getFixedT(request, 'learn')
  const number = (params.number ?? '').slice(0, 40)
  return { title: t('check.title'), number, found: await checkCertificate(number) }
}

// Names do not belong in a search engine, not even by how they begin.
export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.title }, { name: 'robots', content: 'noindex' }] : []

export default function CheckedCertificate() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <CheckPage {...page} />
}
