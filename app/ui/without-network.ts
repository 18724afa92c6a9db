import type { FormReply } from './form-reply.ts'

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
    return { error: { '': ['common:form.offline'] }, initialValue: Object.fromEntries(typed) }
  }
}
