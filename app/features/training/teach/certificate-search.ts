import { z } from 'zod'
import { longestSearch } from '#app/features/union/index.ts'

/** Which certificates are looked for. Posted, so that no whole phone number stands in an address. */
export const FindCertificatesForm = z.object({
  find: z.string().trim().max(longestSearch).default(''),
  /** A course's slug; '' for all. */
  course: z.string().max(80).default(''),
})
export type FindCertificatesForm = z.infer<typeof FindCertificatesForm>

/** The address of a page of certificates: what is not asked for is not in it. */
export function certificatesAt(asked: FindCertificatesForm & { before?: string }): string {
  const given = Object.entries(asked).filter(([, value]) => value !== '')
  const query = new URLSearchParams(given).toString()
  return query === '' ? '/teach/certificates' : `/teach/certificates?${query}`
}
