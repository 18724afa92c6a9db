import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { demoPeople } from '#app/features/identity/demo-people.ts'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { SignInSteps, type SignInReply } from '#app/features/identity/sign-in-form.tsx'
import { sendCode, signIn } from '#app/features/identity/sign-in.server.ts'
import { codeRefusals, sendRefusals, SignInForm } from '#app/features/identity/sign-in.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { sameOriginPath } from '#app/kernel/same-origin-path.ts'
import { smsWay } from '#app/kernel/sms.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { nothingChanged, orKeepTyped } from '#app/ui/without-network.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const back = sameOriginPath(new URL(request.url).searchParams.get('back') ?? undefined)
  if ((await findVisitor(request)) !== null) return redirect(back)
  const t = await remixI18n.getFixedT(request, 'identity')
  const people = smsWay() === 'demo' ? Object.values(demoPeople) : []
  return {
    title: t('signIn.title'),
    back,
    canSend: smsWay() !== 'none',
    demoPeople: people.map(({ name, phone }) => ({ name, phone })),
  }
}

/** Two steps in one place: the phone, then the code that was sent to it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await readForm(request, SignInForm)
  if (!form.ok) return form.reply
  const { phone, back, stay } = form.value
  const address = context.clientAddress
  if (form.value.step === 'phone') {
    const sent = await sendCode({ phone, address })
    if (!sent.ok) return form.refuse(sendRefusals[sent.reason])
    return data({ sent: sent.value }, { status: nothingChanged })
  }
  const signed = await signIn({ phone, code: form.value.code, address, request })
  if (!signed.ok) return form.refuse(codeRefusals[signed.reason])
  const headers = new Headers(signed.value.cookies.map((cookie) => ['Set-Cookie', cookie]))
  return stay ? data({ signedIn: true as const }, { headers }) : redirect(back, { headers })
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function SignIn() {
  const { title, back, canSend, demoPeople: people } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as SignInReply
  return (
    <PlainPage title={title}>
      {canSend ? <SignInSteps reply={reply} back={back} demoPeople={people} /> : <CannotSend />}
    </PlainPage>
  )
}

function CannotSend() {
  const { t } = useTranslation('identity')
  return (
    <PageState
      icon="alert"
      level="h2"
      title={t('signIn.noSenderTitle')}
      action={
        <>
          <p className="muted">{t('signIn.noSenderAdministrator')}</p>
          <ButtonLink to="/" look="soft">
            {t('signIn.watch')}
          </ButtonLink>
        </>
      }
    >
      {t('signIn.noSender')}
    </PageState>
  )
}
