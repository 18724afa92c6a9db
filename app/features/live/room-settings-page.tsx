import { Form } from '@remix-run/react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { pauses } from './moderation/pauses.ts'
import type { RoomRules } from './room-wire.ts'
import './studio/texts.ts'
import styles from './room-settings.module.css'

export type SettingsReply =
  FormReply | { saved: 'plan' | 'rules' | 'words' } | { streamKey: string } | undefined

interface SettingsPageProps {
  title: string
  room: { slug: string; title: string; place: string; next: string }
  chat: RoomRules & { refusedWords: string[] }
  server: string
  reply: SettingsReply
}

/** What a host sets once in a while: name and plan, refused words, the key for OBS. */
export function RoomSettingsPage({ title, room, chat, server, reply }: SettingsPageProps) {
  const { t } = useTranslation('studio')
  return (
    <PlainPage title={title} back={{ to: `/studio/${room.slug}`, words: t('settings.back') }}>
      <PlanForm room={room} reply={reply} />
      <Section title={t('settings.chat')}>
        <RulesForm chat={chat} reply={reply} />
        <WordsForm chat={chat} reply={reply} />
      </Section>
      <KeyForm server={server} reply={reply} />
    </PlainPage>
  )
}

function refusedIn(reply: SettingsReply, part: string): FormReply | undefined {
  if (reply === undefined || 'saved' in reply || 'streamKey' in reply) return undefined
  return typedIn(reply, 'part') === part ? reply : undefined
}

function isSaved(reply: SettingsReply, part: 'plan' | 'rules' | 'words'): boolean {
  return reply !== undefined && 'saved' in reply && reply.saved === part
}

function PlanForm({ room, reply }: Pick<SettingsPageProps, 'room' | 'reply'>) {
  const { t } = useTranslation('studio')
  const refused = refusedIn(reply, 'plan')
  const fields = [
    { name: 'title', label: t('settings.name'), value: room.title, required: true },
    { name: 'place', label: t('settings.place'), value: room.place, required: true },
    {
      name: 'next',
      label: t('settings.next'),
      value: room.next,
      type: 'datetime-local',
      hint: t('settings.nextHint'),
    },
  ] as const
  return (
    <Section title={t('settings.room')}>
      <Form method="post" className={styles.form}>
        <input type="hidden" name="part" value="plan" />
        {fields.map(({ name, value, ...field }) => (
          <ReplyField key={`${name}:${value}`} reply={refused} name={name} first={value} {...field} />
        ))}
        {isSaved(reply, 'plan') ? <Note>{t('settings.saved')}</Note> : null}
        <Button type="submit" look="main">
          {t('settings.save')}
        </Button>
      </Form>
    </Section>
  )
}

function RulesForm({ chat, reply }: Pick<SettingsPageProps, 'chat' | 'reply'>) {
  const { t } = useTranslation('studio')
  const id = useId()
  const choices = [...new Set([...pauses, chat.slowSeconds])].toSorted((one, other) => one - other)
  return (
    // Set from the chat as well: what is shown is what holds.
    <Form method="post" className={styles.form} key={`${chat.slowSeconds}:${chat.followersOnly}`}>
      <input type="hidden" name="part" value="rules" />
      <div className={styles.stack}>
        <label htmlFor={id} className={styles.label}>
          {t('moderation.slow')}
        </label>
        <select id={id} name="slowSeconds" defaultValue={chat.slowSeconds} className={styles.select}>
          {choices.map((seconds) => (
            <option key={seconds} value={seconds}>
              {seconds === 0 ? t('moderation.slowChoices.s0') : t('moderation.slowSeconds', { seconds })}
            </option>
          ))}
        </select>
      </div>
      <label className={styles.row}>
        <input
          type="checkbox"
          className={styles.check}
          name="followersOnly"
          defaultChecked={chat.followersOnly}
        />
        {t('moderation.followersOnly')}
      </label>
      {isSaved(reply, 'rules') ? <Note>{t('settings.saved')}</Note> : null}
      <Button type="submit" look="sea" aria-label={t('settings.saveRules')}>
        {t('settings.save')}
      </Button>
    </Form>
  )
}

function WordsForm({ chat, reply }: Pick<SettingsPageProps, 'chat' | 'reply'>) {
  const { t } = useTranslation('studio')
  const id = useId()
  const refused = refusedIn(reply, 'words')
  return (
    <Form method="post" className={styles.form}>
      <input type="hidden" name="part" value="words" />
      <div className={styles.stack}>
        <label htmlFor={id} className={styles.label}>
          {t('settings.refusedWords')}
        </label>
        <textarea
          id={id}
          name="words"
          rows={5}
          className={styles.text}
          defaultValue={typedIn(refused, 'words') ?? chat.refusedWords.join('\n')}
          aria-describedby={`${id}-hint`}
        />
        <FieldErrors errors={errorsOf(refused, 'words')} />
        <p id={`${id}-hint`} className={styles.hint}>
          {t('settings.refusedWordsHint')}
        </p>
      </div>
      {isSaved(reply, 'words') ? <Note>{t('settings.saved')}</Note> : null}
      <Button type="submit" look="sea" aria-label={t('settings.saveWords')}>
        {t('settings.save')}
      </Button>
    </Form>
  )
}

function KeyForm({ server, reply }: Pick<SettingsPageProps, 'server' | 'reply'>) {
  const { t } = useTranslation('studio')
  const key = reply !== undefined && 'streamKey' in reply ? reply.streamKey : null
  return (
    <Section title={t('settings.obs')}>
      <p>{t('settings.obsHint')}</p>
      <div className={styles.keys}>
        <p className={styles.label}>{t('settings.server')}</p>
        <p className={styles.secret}>{server}</p>
        {key === null ? null : (
          <div role="status">
            <p className={styles.label}>{t('settings.key')}</p>
            <p className={styles.secret}>{key}</p>
          </div>
        )}
      </div>
      <Form method="post">
        <input type="hidden" name="part" value="key" />
        <Button type="submit" look="line">
          {t('settings.newKey')}
        </Button>
      </Form>
    </Section>
  )
}
