import { isRouteErrorResponse, type ShouldRevalidateFunctionArgs } from '@remix-run/react'
import type { FormReply } from './form-reply.ts'

const withoutNetwork = 503
/** The status of an action that has changed nothing which a page shows: a code is on its way to a phone. */
export const nothingChanged = 202

/**
 * For a route's clientAction: what the server answers, or, where it cannot be reached or what comes is no answer of it (a
 * proxy's word, a failure), the form as she filled it in with a word about that. Else the page around it would give way to the
 * error page.
 */
export async function orKeepTyped<Answer>(
  request: Request,
  serverAction: () => Promise<Answer>,
): Promise<Answer | FormReply> {
  const typed = await request.clone().formData()
  try {
    return await serverAction()
  } catch (error) {
    const why = whyUnheard(error, request)
    if (why === null) throw error
    const reply: FormReply = { error: { '': [why] }, initialValue: Object.fromEntries(typed) }
    return Response.json(reply, { status: withoutNetwork }) as unknown as FormReply
  }
}

/**
 * A text key for what was not heard, or not understood; null for what the server has said: redirects, and what it throws
 * on purpose, as that there is no such page.
 */
function whyUnheard(error: unknown, request: Request): string | null {
  // She has sent something else meanwhile, or left.
  if (request.signal.aborted || error instanceof Response) return null
  if (isRouteErrorResponse(error)) return error.status < 500 ? null : 'common:form.notTaken'
  // What `fetch` throws where nothing answers. Remix makes other errors of a failure's answer and of what it cannot read.
  return error instanceof TypeError ? 'common:form.offline' : 'common:form.notTaken'
}

/**
 * The `shouldRevalidate` of pages over which such a form stands. After it was kept for want of an answer their loaders are not
 * asked anew, which would fail for the same want; nor where nothing has changed: the next step, sent while they are asked,
 * would break the answer off, and Remix leaves an error of that in the console.
 */
export function unlessNothingChanged({
  actionStatus,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs): boolean {
  return actionStatus !== withoutNetwork && actionStatus !== nothingChanged && defaultShouldRevalidate
}
