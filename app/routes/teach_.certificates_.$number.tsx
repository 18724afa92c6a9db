import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { revokeCertificate } from '#app/features/training/certificates.server.ts'
import { GovernedCertificatePage } from '#app/features/training/teach/certificate-page.tsx'
import { findGoverned } from '#app/features/training/teach/governed-certificates.server.ts'
import { RevokeForm } from '#app/features/training/teach/teach-forms.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

async function requireCertificate(request: Request, number = '') {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'certificate.govern', undefined)
  const certificate = await findGoverned(number)
  if (certificate === null) throw new Response(null, { status: 404 })
  return { certificate, actor: { kind: 'person', id: visitor.personId } as const }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { certificate } = await requireCertificate(request, params.number)
  return { title: certificate.number, certificate }
}

/** Takes the certificate back, with what it opened. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { certificate, actor } = await requireCertificate(request, params.number)
  const form = await readForm(request, RevokeForm)
  if (!form.ok) return form.reply
  const { reason, mayAskAgain } = form.value
  const revoked = await revokeCertificate(
    { number: certificate.number, reason, mayAskAgain: mayAskAgain === 'on' },
    { actor },
  )
  return revoked.ok
    ? redirect(`/teach/certificates/${certificate.number}`)
    : form.refuse('teach:certificates.gone')
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.title }, { name: 'robots', content: 'noindex' }] : []

export default function TeachCertificate() {
  const { certificate } = useLoaderData<typeof loader>()
  return <GovernedCertificatePage certificate={certificate} reply={useActionData<typeof clientAction>()} />
}
