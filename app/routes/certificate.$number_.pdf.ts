import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { certificatePdf } from '#app/features/training/certificate-pdf.server.ts'
import { findCertificate } from '#app/features/training/certificates.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** Her certificate to print. One that was taken back is on no paper. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const certificate = requireAllowed(visitor, 'certificate.own', await findCertificate(params.number ?? ''))
  if (certificate.revoked) throw new Response(null, { status: 404 })
  const pdf = await certificatePdf(certificate, await languageOf(request))
  return new Response(Buffer.from(pdf), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${certificate.number}.pdf"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
