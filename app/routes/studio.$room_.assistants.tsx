import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { endAssistant, inviteAssistant, listAssistants } from '#app/features/live/invitations.server.ts'
import { qrCodeOf } from '#app/features/live/qr-code.server.ts'
import { findRoomBySlug } from '#app/features/live/rooms.server.ts'
import styles from '#app/features/live/room-settings.module.css'
import { tellStanding } from '#app/features/live/socket/room-news.server.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { formatDay } from '#app/kernel/clock.ts'
import { env } from '#app/kernel/env.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { Avatar } from '#app/ui/avatar.tsx'
import { Button } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import '#app/features/live/studio/texts.ts'

const AssistantsForm = z.discriminatedUnion('do', [
  z.object({ do: z.literal('invite') }),
  z.object({ do: z.literal('end'), grant: z.uuid() }),
])

async function requireManager(request: Request, slug = '') {
  const visitor = await requireVisitor(request)
  return { visitor, room: requireAllowed(visitor, 'room.manage', await findRoomBySlug(slug)) }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { room } = await requireManager(request, params.room)
  const t = await remixI18n.getFixedT(request, 'studio')
  return {
    title: t('assistants.title'),
    slug: room.view.slug,
    assistants: await listAssistants(room.id),
    now: Date.now(),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { visitor, room } = await requireManager(request, params.room)
  const form = await readForm(request, AssistantsForm)
  if (!form.ok) return data({ invitation: null, ended: false }, { status: 422 })
  const { personId } = visitor
  if (form.value.do === 'end') {
    const ended = await endAssistant({ roomId: room.id, grant: form.value.grant, personId })
    if (ended.ok) await tellStanding({ roomId: room.id, personId: ended.value.personId })
    return data({ invitation: null, ended: true })
  }
  const token = await inviteAssistant({ roomId: room.id, personId })
  const link = new URL(`/assist/${token}`, env().publicUrl).href
  // Shown this once: it must lie in no cache.
  const headers = { 'Cache-Control': 'no-store' }
  return data({ invitation: { link, qr: await qrCodeOf(link) }, ended: false }, { headers })
}

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded?.title },
  { name: 'robots', content: 'noindex' },
]

export default function Assistants() {
  const { t } = useTranslation('studio')
  const { title, slug, assistants, now } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { language } = usePreferences()
  return (
    <PlainPage title={title} back={{ to: `/studio/${slug}`, words: t('assistants.back') }}>
      <p>{t('assistants.hint')}</p>
      {reply?.invitation ? (
        <section className={styles.invitation} role="status">
          <p>{t('assistants.inviteHint')}</p>
          <img src={reply.invitation.qr} alt={t('assistants.qr')} width="260" height="260" />
          <p>{t('assistants.link')}</p>
          <p className={styles.secret}>{reply.invitation.link}</p>
        </section>
      ) : null}
      <Form method="post">
        <input type="hidden" name="do" value="invite" />
        <Button type="submit" look="main">
          {t('assistants.invite')}
        </Button>
      </Form>
      <Section title={t('assistants.list')}>
        {reply?.ended ? <Note>{t('assistants.ended')}</Note> : null}
        {assistants.length === 0 ? <p>{t('assistants.none')}</p> : null}
        <ul className={styles.people}>
          {assistants.map(({ grant, name, picture, since }) => (
            <li key={grant} className={styles.person}>
              <Avatar name={name} picture={picture} />
              <span className={styles.words}>
                <b>{name}</b> {t('assistants.since', { time: formatDay(since, language, now) })}
              </span>
              <Form method="post">
                <input type="hidden" name="do" value="end" />
                <input type="hidden" name="grant" value={grant} />
                <Button type="submit" look="line" aria-label={t('assistants.endNamed', { name })}>
                  {t('assistants.end')}
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </PlainPage>
  )
}
