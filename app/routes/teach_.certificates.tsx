import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { CertificatesPage } from '#app/features/training/teach/certificates-page.tsx'
import {
  findGoverned,
  listCertificates,
  listCertifying,
} from '#app/features/training/teach/governed-certificates.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { momentAsked } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** The certificate of a number (`?number=`), or the newest ones, of one course (`?course=`). */
export async function loader({ request }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'certificate.govern', undefined)
  const t = await remixI18n.getFixedT(request, 'teach')
  const params = new URL(request.url).searchParams
  const asked = {
    number: (params.get('number') ?? '').slice(0, 40),
    course: (params.get('course') ?? '').slice(0, 80),
  }
  const found = asked.number === '' ? null : await findGoverned(asked.number)
  if (found !== null) throw redirect(`/teach/certificates/${found.number}`)
  const page =
    asked.number === ''
      ? await listCertificates({ slug: asked.course || null, before: momentAsked(request) })
      : { certificates: [], earlier: null }
  return { title: t('certificates.title'), asked, courses: await listCertifying(), ...page }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function TeachCertificates() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <CertificatesPage {...page} />
}
