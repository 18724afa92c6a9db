import { z } from 'zod'
import type { Handed } from '#app/kernel/workers.server.ts'
import { drawCertificate } from './draw-certificate.server.ts'

const Paper = z.object({
  title: z.string(),
  name: z.string(),
  said: z.string(),
  facts: z.array(z.object({ name: z.string(), words: z.string() })),
  issuer: z.string(),
  address: z.string(),
  addressHint: z.string(),
  demo: z.string().nullable(),
})

/** Draws a certificate in a thread of its own. */
export async function work({ task }: Handed): Promise<Uint8Array> {
  return drawCertificate(Paper.parse(task))
}
