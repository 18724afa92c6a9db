import { z } from 'zod'
import { singleton } from '#app/kernel/singleton.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { within } from '#app/ui/within.ts'
import { between } from './save-order.ts'

/** What the server answers to a lesson that is sent beside its page. */
export const SaveAnswer = z.union([
  z.object({ saved: z.object({ base: z.string(), at: z.number() }) }),
  z.object({ conflict: z.object({ why: z.enum(between), base: z.string() }) }),
  z.object({ error: z.record(z.string(), z.array(z.string()).nullable()) }),
])
export type SaveAnswer = z.infer<typeof SaveAnswer>

/** What became of a save. */
export type Sent =
  | SaveAnswer
  /** Nobody answered, or what stands before the server did, or it broke: to be sent again. */
  | { unheard: 'offline' | 'busy' }
  | { signedOut: true }

/** Longer than a long lesson takes on a weak line, in ms. */
const mostWaiting = 60_000

/**
 * Sends a lesson's form to be saved, once what this page has sent before is answered: an older text that she left under
 * way does not arrive after the newer one of the same page.
 */
export function sendInTurn(address: string, form: FormData): Promise<Sent> {
  const turn = singleton('lesson-turn', () => ({ last: Promise.resolve<unknown>(null) }))
  const sent = turn.last.then(() => sendLesson(address, form))
  turn.last = sent
  return sent
}

/** Sends a lesson's form to be saved. */
export async function sendLesson(address: string, form: FormData): Promise<Sent> {
  try {
    return await within(mostWaiting, async (signal) =>
      readAnswer(await fetch(address, { method: 'POST', body: form, signal })),
    )
  } catch {
    return { unheard: 'offline' }
  }
}

async function readAnswer(answer: Response): Promise<Sent> {
  const { status, redirected, url } = answer
  if (redirected && new URL(url).pathname === '/sign-in') return { signedOut: true }
  if (status === 413)
    return refused({ body: ['teach:form.bodyTooLong'], questions: ['teach:form.quizTooLong'] })
  const text = await answer.text()
  const said = SaveAnswer.safeParse(jsonIn(text)).data
  if (said !== undefined) return said
  // A refusal in words of its own says what no second try would change; all else may pass.
  const isFinal = status >= 400 && status < 500 && status !== 408 && status !== 429
  return isFinal ? refused({ '': ['common:form.notTaken'] }) : { unheard: 'busy' }
}

function refused(error: NonNullable<FormReply['error']>): Sent {
  return { error }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
