import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { takeUpload } from '#app/features/training/films/uploads.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** How much of an upload is there, for whoever began it. */
export async function loader({ request }: LoaderFunctionArgs) {
  return take(request, 'HEAD')
}

/** The next piece of it. */
export async function action({ request }: ActionFunctionArgs) {
  return take(request, 'PATCH')
}

async function take(request: Request, method: 'HEAD' | 'PATCH'): Promise<Response> {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'course.teach', undefined)
  // An upload is never read back.
  if (request.method !== method) throw new Response(null, { status: 404 })
  return takeUpload(request, { senderId: visitor.personId })
}
