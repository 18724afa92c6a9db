import type { ActionFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { takeUpload } from '#app/features/training/films/uploads.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** Begins to take a film: the page's script goes on piece by piece at the address that it is answered. */
export async function action({ request }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  if (request.method !== 'POST') throw new Response(null, { status: 405 })
  return takeUpload(request, { senderId: visitor.personId })
}
