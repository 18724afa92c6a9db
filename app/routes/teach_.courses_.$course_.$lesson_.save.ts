import type { ActionFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { saveBeside } from '#app/features/training/teach/save-form.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** Saves a lesson beside its page, a few seconds after she has typed. */
export async function action({ request, params: { course = '', lesson = '' } }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const { said, status } = await saveBeside(request, {
    ...{ slug: course, key: lesson, actor: { kind: 'person', id: visitor.personId } },
  })
  return Response.json(said, { status })
}
