import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findCourse } from '#app/features/training/catalog.server.ts'
import { CertificateForm, certificateRefusals } from '#app/features/training/certificate-form.ts'
import { CertificatePage } from '#app/features/training/certificate-page.tsx'
import { checkAddressCode } from '#app/features/training/check-address.server.ts'
import { findOwnCertificate, issueCertificate } from '#app/features/training/certificates.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { RouteErrorPage } from '#app/ui/error-page.tsx'
import { orKeepTyped } from '#app/ui/without-network.ts'
import '#app/features/training/learn-texts.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId } = visitor
  const course = requireAllowed(visitor, 'course.learn', await findCourse(params.course ?? '', personId))
  const t = await remixI18n.getFixedT(request, 'learn')
  const own = await findOwnCertificate({ personId, slug: course.slug })
  const certificate = own && { ...own, qr: await checkAddressCode(own.number) }
  return { title: t('certificate.title'), course, certificate }
}

/** Gives her the certificate, in the name that she confirms. */
export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  const { personId } = visitor
  const slug = params.course ?? ''
  requireAllowed(visitor, 'course.learn', await findCourse(slug, personId))
  const form = await readForm(request, CertificateForm)
  if (!form.ok) return form.reply
  const issued = await issueCertificate({ personId, slug, holderName: form.value.name })
  if (!issued.ok) return form.refuse(certificateRefusals[issued.reason])
  return { issued: true as const }
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Certificate() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <CertificatePage {...page} reply={reply === undefined || 'issued' in reply ? undefined : reply} />
}

export function ErrorBoundary() {
  const { t } = useTranslation('learn')
  return <RouteErrorPage title={t('course.absent')} hint={t('course.absentHint')} />
}
