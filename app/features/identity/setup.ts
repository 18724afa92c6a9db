import { z } from 'zod'
import type { FormReply } from '#app/ui/form-reply.ts'
import { DisplayName } from './names.ts'
import { TypedCode, TypedPhone, type SentCode } from './sign-in.ts'

const her = { name: DisplayName, phone: TypedPhone }

/** Who wants to set the system up; then, where codes can be sent, the one that was sent to her. */
export const SetupForm = z.discriminatedUnion('step', [
  z.object({ step: z.literal('person'), ...her }),
  z.object({ step: z.literal('code'), ...her, code: TypedCode }),
])

/** What the set-up page answers: something to mend, or a code on its way to her phone. */
export type SetupReply = FormReply | { sent: SentCode; name: string } | undefined
