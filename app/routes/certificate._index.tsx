import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { readCertificateNumber } from '#app/features/training/certificate-number.ts'
import { AskCheckPage } from '#app/features/training/check-page.tsx'
import { remixI18n } from '#app/i18n.server.ts'

/** Leads to what a number says, however it was typed. */
export async function loader({ request }: LoaderFunctionArgs) {
  const typed = new URL(request.url).searchParams.get('number')?.trim()
  if (typed)
    return redirect(`/certificate/${encodeURIComponent(readCertificateNumber(typed) ?? typed.slice(0, 40))}`)
  const t = await remixI18n.getFixedT(request, 'learn')
  return { title: t('check.title') }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function CheckCertificate() {
  return <AskCheckPage />
}
