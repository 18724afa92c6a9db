import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isSetupOpen, setUp } from '#app/features/identity/setup.server.ts'
import { SetupForm, type SetupReply } from '#app/features/identity/setup.ts'
import { SetupClosed, SetupSteps } from '#app/features/identity/setup-page.tsx'
import { beginSession, sendCode } from '#app/features/identity/sign-in.server.ts'
import { codeRefusals, sendRefusals } from '#app/features/identity/sign-in.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { smsWay } from '#app/kernel/sms.server.ts'
import { PlainPage } from '#app/ui/plain-page.tsx'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await remixI18n.getFixedT(request, 'identity')
  const open = await isSetupOpen(params['token'] ?? '')
  return { title: t('setup.title'), open, sendsCode: smsWay() !== 'none' }
}

/** Whoever holds the link and the phone becomes the administrator, once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const form = await readForm(request, SetupForm)
  if (!form.ok) return form.reply
  const { step, name, phone } = form.value
  const [token, address] = [params['token'] ?? '', context.clientAddress]
  if (step === 'person' && smsWay() !== 'none') {
    // A link that makes nobody the administrator sends no messages either.
    if (!(await isSetupOpen(token))) return form.refuse('identity:setup.used')
    const sent = await sendCode({ phone, address })
    return sent.ok ? data({ sent: sent.value, name }) : form.refuse(sendRefusals[sent.reason])
  }
  const code = form.value.step === 'code' ? form.value.code : undefined
  const made = await setUp({ token, name, phone, code, address })
  if (!made.ok) return form.refuse(made.reason === 'used' ? 'identity:setup.used' : codeRefusals[made.reason])
  const cookies = await beginSession(made.value.personId, request)
  return redirect('/admin', { headers: cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]) })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded?.title },
  { name: 'robots', content: 'noindex' },
  // The address is a secret: it goes to no other site. (Without any, a form of this page would not be taken for ours.)
  { name: 'referrer', content: 'same-origin' },
]

export default function Setup() {
  const { title, open, sendsCode } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as SetupReply
  return (
    <PlainPage title={title}>
      {open ? <SetupSteps reply={reply} sendsCode={sendsCode} /> : <SetupClosed />}
    </PlainPage>
  )
}
