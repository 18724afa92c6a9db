import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import type { FormReply } from './form-reply.ts'

const withoutNetwork = 503
/** The status of an action that has changed nothing which a page shows: a code is on its way to a phone. */
export const nothingChanged = 202

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
 * The `shouldRevalidate` of pages over which such a form stands. After it was kept for want of a network their loaders are not
 * asked anew, which would fail for the same want; nor where nothing has changed: the next step, sent while they are asked,
 * would break the answer off, and Remix leaves an error of that in the console.
 */
export function unlessNothingChanged({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus !== withoutNetwork && actionStatus !== nothingChanged && defaultShouldRevalidate
}
