import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import type { FormReply } from './form-reply.ts'

const withoutNetwork = 503

/**
 * For a route's clientAction: what the server answers, or, where it cannot be reached, the form as she filled it in with
 * a word about the network. Else the page around it would give way to the error page.
 */
export async function orKeepTyped<Answer>(
  request: Request,
  serverAction: () => Promise<Answer>,
): Promise<Answer | FormReply> {
  const typed = await request.clone().formData()
  try {
    return await serverAction()
  } catch (error) {
    // What `fetch` throws where nothing answers; redirects and refusals are no TypeErrors.
    if (!(error instanceof TypeError)) throw error
    const reply: FormReply = {
      error: { '': ['common:form.offline'] },
      initialValue: Object.fromEntries(typed),
    }
    return Response.json(reply, { status: withoutNetwork }) as unknown as FormReply
  }
}

/**
 * The `shouldRevalidate` of pages over which such a form stands: after it was kept for want of a network their loaders
 * are not asked anew, which would fail for the same want.
 */
export function unlessWithoutNetwork({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus !== withoutNetwork && defaultShouldRevalidate
}
