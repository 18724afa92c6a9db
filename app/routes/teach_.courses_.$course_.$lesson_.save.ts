import type { ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { findTaughtLesson, saveFromForm } from '#app/features/training/teach/save-form.server.ts'
import type { SaveAnswer } from '#app/features/training/teach/send-lesson.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** Saves a lesson beside its page, a few seconds after she has typed. */
export async function action({ request, params: { course = '', lesson: key = '' } }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  const found = z.uuid().safeParse(key).success ? await findTaughtLesson(course, key, visitor.personId) : null
  if (found === null) throw new Response(null, { status: 404 })
  const made = await saveFromForm(request, { ...found, actor: { kind: 'person', id: visitor.personId } })
  if ('saved' in made) return answer({ saved: made.saved })
  if ('conflict' in made) return answer({ conflict: made.conflict }, 409)
  return answer({ error: made.refused.error ?? {} }, made.status)
}

function answer(said: SaveAnswer, status = 200): Response {
  return Response.json(said, { status })
}
