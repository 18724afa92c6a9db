import { z } from 'zod'

/** The name that stands on a certificate: she writes it as on her identity card. */
export const CertificateForm = z.object({
  name: z.string().trim().min(2, 'learn:certificate.nameLength').max(40, 'learn:certificate.nameLength'),
})

/** What each refusal says, as text keys. */
export const certificateRefusals = {
  absent: 'learn:certificate.unfinished',
  unfinished: 'learn:certificate.unfinished',
  revoked: 'learn:certificate.revoked',
} as const
