import { redirect, type ActionFunctionArgs } from '@remix-run/node'
import { signOut } from '#app/features/identity/sign-in.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'

/** Ends the session of this device. */
export async function action({ request }: ActionFunctionArgs) {
  await requireSameOrigin(request)
  return redirect('/', { headers: { 'Set-Cookie': await signOut(request) } })
}

export function loader() {
  return redirect('/')
}
