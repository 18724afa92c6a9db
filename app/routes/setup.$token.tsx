import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { DisplayName, PhoneNumber } from '#app/features/identity/index.ts'
import { becomeAdministrator, isSetupOpen } from '#app/features/identity/setup.server.ts'
import { beginSession } from '#app/features/identity/sign-in.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import styles from '#app/features/identity/sign-in-form.module.css'

const SetupForm = z.object({
  name: DisplayName,
  phone: z
    .string('common:form.required')
    .refine((text) => PhoneNumber.safeParse(text).success, 'common:form.invalidPhone')
    .transform((text) => PhoneNumber.parse(text)),
})

export async function loader({ request, params }: LoaderFunctionArgs) {
  const t = await remixI18n.getFixedT(request, 'identity')
  return { title: t('setup.title'), open: await isSetupOpen(params['token'] ?? '') }
}

/** Whoever holds the link becomes the administrator, once. */
export async function action({ request, params }: ActionFunctionArgs) {
  const form = await readForm(request, SetupForm)
  if (!form.ok) return form.reply
  const made = await becomeAdministrator({ token: params['token'] ?? '', ...form.value })
  if (!made.ok) return form.refuse('identity:setup.used')
  const cookies = await beginSession(made.value.personId, request)
  return redirect('/admin', { headers: cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]) })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
  // The address is a secret: it goes to no other site.
  { name: 'referrer', content: 'no-referrer' },
]

export default function Setup() {
  const { t } = useTranslation('identity')
  const { title, open } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>() as FormReply | undefined
  const busy = useNavigation().state !== 'idle'
  if (!open) {
    return (
      <PlainPage title={title}>
        <PageState
          icon="alert"
          level="h2"
          title={t('setup.used')}
          action={
            <ButtonLink to="/sign-in" look="main">
              {t('signIn.title')}
            </ButtonLink>
          }
        >
          {t('setup.usedHint')}
        </PageState>
      </PlainPage>
    )
  }
  return (
    <PlainPage title={title}>
      <Form method="post" className={styles.form}>
        <p>{t('setup.hint')}</p>
        <Field
          name="name"
          label={t('setup.name')}
          autoComplete="name"
          defaultValue={typedIn(reply, 'name')}
          errors={errorsOf(reply, 'name') ?? errorsOf(reply)}
          required
        />
        <Field
          name="phone"
          type="tel"
          inputMode="tel"
          autoComplete="tel-national"
          label={t('signIn.phone')}
          hint={t('signIn.phoneHint')}
          defaultValue={typedIn(reply, 'phone')}
          errors={errorsOf(reply, 'phone')}
          required
        />
        <Button type="submit" look="main" disabled={busy}>
          {t('setup.submit')}
        </Button>
      </Form>
    </PlainPage>
  )
}
