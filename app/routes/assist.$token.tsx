import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { acceptInvitation, findInvitation } from '#app/features/live/invitations.server.ts'
import { tellStandings } from '#app/features/live/socket/room-news.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import '#app/features/live/studio/texts.ts'

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visitor = await requireVisitor(request)
  const invitation = await findInvitation(params['token'] ?? '')
  const t = await remixI18n.getFixedT(request, 'studio')
  const room = invitation && {
    title: invitation.room.title,
    host: invitation.room.hostName,
    slug: invitation.room.slug,
  }
  return { title: t('invitation.title'), room, own: invitation?.room.hostId === visitor.personId }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const visitor = await requireVisitor(request)
  await requireSameOrigin(request)
  const accepted = await acceptInvitation(params['token'] ?? '', visitor)
  // Used meanwhile: the page itself says so.
  if (!accepted.ok) return redirect(`/assist/${encodeURIComponent(params['token'] ?? '')}`)
  await tellStandings(visitor.personId)
  return redirect(`/studio/${accepted.value.slug}/assist`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
  // The address is a secret: it goes to no other site. (Without any, a form of this page would not be taken for ours.)
  { name: 'referrer', content: 'same-origin' },
]

export default function Invitation() {
  const { t } = useTranslation('studio')
  const { title, room, own } = useLoaderData<typeof loader>()
  if (room === null) {
    return (
      <PlainPage title={title}>
        <PageState icon="alert" level="h2" title={t('invitation.used')}>
          {t('invitation.usedHint')}
        </PageState>
      </PlainPage>
    )
  }
  if (own) {
    return (
      <PlainPage title={title}>
        <PageState
          icon="alert"
          level="h2"
          title={t('invitation.own')}
          action={
            <ButtonLink to={`/studio/${room.slug}`} look="main">
              {t('invitation.toRoom')}
            </ButtonLink>
          }
        >
          {t('invitation.ownHint')}
        </PageState>
      </PlainPage>
    )
  }
  return (
    <PlainPage title={title}>
      <p>{t('invitation.words', room)}</p>
      <Form method="post">
        <Button type="submit" look="main">
          {t('invitation.accept')}
        </Button>
      </Form>
    </PlainPage>
  )
}
