import { Form, Link, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink, Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { OpenedRoom, RoomRow, RoomsPage } from './rooms-admin.ts'
import styles from './rooms-admin-page.module.css'

type Reply = FormReply | { opened: OpenedRoom } | undefined

/** The administrator's rooms: opens one for a host, and sees which there are. */
export function RoomsAdminPage({
  page,
  suggestedSlug,
  reply,
  back,
}: {
  page: RoomsPage
  suggestedSlug: string
  reply: Reply
  back: { to: string; words: string }
}) {
  const { t } = useTranslation('live')
  const opened = reply !== undefined && 'opened' in reply ? reply.opened : null
  const refused = reply === undefined || 'opened' in reply ? undefined : reply
  return (
    <PlainPage title={t('roomsAdmin.title')} back={back} wide>
      {opened ? <Opened room={opened} /> : null}
      <Section title={t('roomsAdmin.openOne')}>
        {/* After a room was opened the form is an empty one. */}
        <OpenRoom key={opened?.slug} suggestedSlug={suggestedSlug} reply={refused} />
      </Section>
      <Section title={t('roomsAdmin.rooms')}>
        {page.rooms.length === 0 ? (
          <PageState level="h2" art="/art/scene-harbour-dawn.svg" title={t('roomsAdmin.none')}>
            {t('roomsAdmin.noneHint')}
          </PageState>
        ) : (
          <ul className={styles.list}>
            {page.rooms.map((room) => (
              <Room key={room.slug} room={room} />
            ))}
          </ul>
        )}
        {page.next === null ? null : (
          <ButtonLink to={`?page=${page.next}`} look="soft">
            {t('roomsAdmin.nextPage')}
          </ButtonLink>
        )}
      </Section>
    </PlainPage>
  )
}

/** The only time that the stream key is shown. */
function Opened({ room }: { room: OpenedRoom }) {
  const { t } = useTranslation('live')
  const here = useRef<HTMLDivElement>(null)
  // It stands above the form that she has just sent off: what is shown once is brought before her.
  useEffect(() => here.current?.focus(), [room.slug])
  return (
    <div ref={here} tabIndex={-1} className={styles.opened}>
      <Note>{t('roomsAdmin.opened', { title: room.title })}</Note>
      <p>{t('roomsAdmin.openedHint')}</p>
      <dl className={styles.facts}>
        <dt>{t('roomsAdmin.watchAt')}</dt>
        <dd>
          <Link to={`/live/${room.slug}`} className={styles.address}>
            {room.url}
          </Link>
        </dd>
        <dt>{t('roomsAdmin.server')}</dt>
        <dd>
          <code>{room.rtmpServer}</code>
        </dd>
        <dt>{t('roomsAdmin.streamKey')}</dt>
        <dd>
          <code>{room.streamKey}</code>
        </dd>
      </dl>
    </div>
  )
}

function OpenRoom({ suggestedSlug, reply }: { suggestedSlug: string; reply: FormReply | undefined }) {
  const { t } = useTranslation('live')
  const busy = useNavigation().state === 'submitting'
  return (
    <Form method="post" className={styles.form}>
      <FieldErrors errors={errorsOf(reply)} />
      <div className={styles.pair}>
        <ReplyField
          reply={reply}
          name="phone"
          label={t('roomsAdmin.phone')}
          hint={t('roomsAdmin.phoneHint')}
          type="tel"
          inputMode="tel"
          autoComplete="off"
          required
        />
        <ReplyField
          reply={reply}
          name="hostName"
          label={t('roomsAdmin.hostName')}
          hint={t('roomsAdmin.hostNameHint')}
          autoComplete="off"
          required
        />
      </div>
      <div className={styles.pair}>
        <ReplyField reply={reply} name="title" label={t('roomsAdmin.roomTitle')} maxLength={60} required />
        <ReplyField
          reply={reply}
          name="place"
          label={t('roomsAdmin.place')}
          first={t('roomsAdmin.placeDefault')}
          maxLength={60}
          required
        />
      </div>
      <div className={styles.pair}>
        <ReplyField
          reply={reply}
          name="slug"
          label={t('roomsAdmin.slug')}
          hint={t('roomsAdmin.slugHint')}
          first={suggestedSlug}
          maxLength={60}
          autoCapitalize="none"
          spellCheck={false}
          required
        />
        <ReplyField
          reply={reply}
          name="reason"
          label={t('roomsAdmin.reason')}
          hint={t('roomsAdmin.reasonHint')}
          maxLength={200}
        />
      </div>
      <Button type="submit" look="main" disabled={busy}>
        {t('roomsAdmin.open')}
      </Button>
    </Form>
  )
}

function Room({ room }: { room: RoomRow }) {
  const { t } = useTranslation('live')
  const { host } = room
  const phone = host.phoneLast4 && t('roomsAdmin.phoneEnds', { digits: host.phoneLast4 })
  return (
    <li className={styles.room}>
      <Link to={`/live/${room.slug}`} className={styles.roomTitle}>
        {room.title}
      </Link>
      <div className={styles.tags}>
        {room.onAir ? <Tag look="live">{t('onAir')}</Tag> : null}
        {room.open ? null : <Tag>{t('roomsAdmin.closed')}</Tag>}
        {room.demo ? <Tag>{t('demo')}</Tag> : null}
      </div>
      <p className={styles.about}>
        <Link to={`/admin/people?person=${host.id}`} className={styles.host}>
          {t('roomsAdmin.hostOf', { name: host.name })}
        </Link>
        <span>{[phone, room.place, room.slug].filter(Boolean).join(' · ')}</span>
      </p>
    </li>
  )
}
