import { redirect, type LoaderFunctionArgs } from '@remix-run/node'
import { findInvited } from '#app/features/union/places.server.ts'

/** The invitation on a poster: whoever opens it signs in and finds that organisation first in the form. */
export async function loader({ params }: LoaderFunctionArgs) {
  const code = params.code ?? ''
  if ((await findInvited(code)) === null) throw new Response(null, { status: 404 })
  return redirect(`/me/union/apply?${new URLSearchParams({ step: 'place', code }).toString()}`)
}
