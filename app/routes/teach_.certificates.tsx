import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { certificatesAt, FindCertificatesForm } from '#app/features/training/teach/certificate-search.ts'
import { CertificatesPage } from '#app/features/training/teach/certificates-page.tsx'
import {
  findGoverned,
  listCertificates,
  listCertifying,
} from '#app/features/training/teach/governed-certificates.server.ts'
import { readSearch } from '#app/features/union/index.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { placeAsked } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

/** The newest certificates, of whoever is looked for (`?find=`) and of one course (`?course=`). */
export async function loader({ request }: LoaderFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'certificate.govern', undefined)
  const t = await remixI18n.getFixedT(request, 'teach')
  const asked = askedBy(new URL(request.url).searchParams)
  const slug = asked.course || null
  const page = await listCertificates({ slug, find: asked.find, before: placeAsked(request) })
  return { title: t('certificates.title'), asked, courses: await listCertifying(), ...page }
}

/** What in the address makes no sense narrows nothing. */
function askedBy(search: URLSearchParams): FindCertificatesForm {
  const { find = '', course = '' } = FindCertificatesForm.safeParse(Object.fromEntries(search)).data ?? {}
  return { find: find.replaceAll('\0', ''), course: course.replaceAll('\0', '') }
}

/** The number of a certificate leads to it; all else to a page that may be kept: of a whole phone it has the ending alone. */
export async function action({ request }: ActionFunctionArgs) {
  requireAllowed(await requireVisitor(request), 'certificate.govern', undefined)
  const form = await readForm(request, FindCertificatesForm)
  if (!form.ok) return form.reply
  const numbered = await findGoverned(form.value.find)
  if (numbered !== null) return redirect(`/teach/certificates/${numbered.number}`)
  const search = readSearch(form.value.find)
  if (search.kind === 'unreadable' || search.kind === 'identity')
    return form.refuse({ find: 'teach:certificates.notFound' })
  const find = search.kind === 'phone' ? search.phone.slice(-4) : form.value.find
  return redirect(certificatesAt({ ...form.value, find }))
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function TeachCertificates() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <CertificatesPage {...page} reply={useActionData<typeof clientAction>()} />
}
