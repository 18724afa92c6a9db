import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { downloadOwnData } from '#app/features/union/directory/own-data.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { personalParts } from '#app/personal-parts.server.ts'

/** Whoever signed in first comes back here by GET: the button is on the page. */
export async function loader({ request }: LoaderFunctionArgs) {
  await requireVisitor(request)
  return redirect('/me/union/data')
}

/** Everything that the platform has of her, as a file. Posted, since it is on record. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  await requireSameOrigin(request)
  const own = await downloadOwnData(personId, personalParts)
  return new Response(`${JSON.stringify(own, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="my-data.json"',
      'Cache-Control': 'no-store',
    },
  })
}
