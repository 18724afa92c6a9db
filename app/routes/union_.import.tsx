import { randomUUID } from 'node:crypto'
import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { listKept } from '#app/features/union/organisation-view.server.ts'
import { ImportsPage } from '#app/features/union/roll/imports-page.tsx'
import { receiveRoll } from '#app/features/union/roll/receive.server.ts'
import { listImports } from '#app/features/union/roll/roll-view.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

async function requireStaff(request: Request) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  return { personId: visitor.personId, keeps: pathsKeptBy(visitor) }
}

export async function loader({ request }: LoaderFunctionArgs) {
  const { keeps } = await requireStaff(request)
  const t = await remixI18n.getFixedT(request, 'roll')
  return {
    title: t('title'),
    view: {
      organisations: await listKept(keeps),
      imports: await listImports(keeps),
      uploadKey: randomUUID(),
      now: Date.now(),
    },
  }
}

/** Takes a roll in, and leads to its import. */
export async function action({ request }: ActionFunctionArgs) {
  const importer = await requireStaff(request)
  const received = await receiveRoll(request, importer)
  if (!received.ok) return data(received.reply, { status: 422 })
  return redirect(`/union/import/${received.value.id}`)
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function UnionImport() {
  const { view } = useLoaderData<typeof loader>()
  return <ImportsPage view={view} reply={useActionData<typeof clientAction>()} />
}
