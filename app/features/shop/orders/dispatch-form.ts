import { z } from 'zod'
import { carriers } from './carriers.ts'

/** As it stands on the parcel's label: spaces and dashes are how she types it, not what it is. */
const TrackingNumber = z
  .string()
  .transform((typed) => typed.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^(?=(?:.*\d){6})[A-Z0-9]{8,30}$/, 'seller:dispatch.numberWrong'))

export const DispatchForm = z.object({
  carrier: z.enum(carriers, 'common:form.notAChoice'),
  trackingNumber: TrackingNumber,
})
export type DispatchForm = z.infer<typeof DispatchForm>
