import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DevicesPage } from '#app/features/identity/devices-page.tsx'
import { endOtherSessions, endSession, listDevices } from '#app/features/identity/devices.server.ts'
import { EndDeviceForm } from '#app/features/identity/devices.ts'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'account')
  return { title: t('devices.title'), devices: await listDevices(visitor), now: Date.now() }
}

/** Ends one other device, or all of them. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId, sessionId } = await requireVisitor(request)
  const form = await readForm(request, EndDeviceForm)
  if (!form.ok) return form.reply
  if (form.value.end === 'others') {
    await endOtherSessions({ personId, sessionId })
    return { came: 'ended' as const }
  }
  const ended = await endSession({ personId, sessionId: form.value.device })
  return { came: ended.ok ? ('ended' as const) : ended.reason }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Devices() {
  const { devices, now } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const came = reply && 'came' in reply ? reply.came : undefined
  return <DevicesPage devices={devices} now={now} came={came} />
}
