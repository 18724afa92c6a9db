import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Avatar } from '#app/ui/avatar.tsx'
import { Button } from '#app/ui/button.tsx'
import { typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { PersonWords } from './people-admin-page.tsx'
import type { GovernedPerson } from './people-admin.ts'
import { GivePrivilege, GiveRole, ReasonForm } from './roles-forms.tsx'
import './account-texts.ts'
import styles from './roles-page.module.css'

/** One person's roles and privileges: what she has, from whom and since when; given and taken back for a reason. */
export function RolesPage({
  person,
  roomTitles,
  now,
  reply,
}: {
  person: GovernedPerson
  /** The titles of the rooms that her scopes name. */
  roomTitles: Record<string, string>
  now: number
  reply: FormReply | { done: true } | undefined
}) {
  const { t } = useTranslation('account')
  const placeOf = usePlaces(roomTitles)
  const done = reply !== undefined && 'done' in reply
  const refused = reply === undefined || 'done' in reply ? undefined : reply
  return (
    <PlainPage title={person.name} back={{ to: '/admin/people', words: t('people.title') }} wide>
      <div className={styles.who}>
        <Avatar name={person.name} picture={person.picture} />
        <PersonWords person={person} now={now} />
      </div>
      {done ? <Note>{t('people.done')}</Note> : null}
      <Section title={t('roles.privileges')}>
        {person.privileges.length === 0 ? <p className="muted">{t('roles.noPrivileges')}</p> : null}
        {person.privileges.map((has) => (
          <Grant
            key={has.id}
            deed="end-privilege"
            grant={has}
            what={t(`roles.names.${has.privilege}`)}
            now={now}
            reply={refused}
          >
            {t('roles.because', { reason: has.reason })}
          </Grant>
        ))}
        {person.privileges.length === 0 ? <GivePrivilege reply={refused} /> : null}
      </Section>
      <Section title={t('roles.roles')}>
        {person.roles.length === 0 ? <p className="muted">{t('roles.noRoles')}</p> : null}
        {person.roles.map((has) => (
          <Grant
            key={has.id}
            deed="end-role"
            grant={has}
            what={t(`roles.names.${has.role}`)}
            now={now}
            reply={refused}
          >
            {placeOf(has.scope)}
          </Grant>
        ))}
        {/* Once a role was given, the form for the next is closed and empty. */}
        <GiveRole key={person.roles.length} held={person.roles.map(({ role }) => role)} reply={refused} />
      </Section>
    </PlainPage>
  )
}

/** Says a scope in words. */
function usePlaces(roomTitles: Record<string, string>): (scope: string) => string {
  const { t } = useTranslation('account')
  return (scope) => {
    const [kind, path = ''] = scope.split(':')
    if (kind === 'org') return t('roles.inOrganisation', { path })
    if (kind === 'shop') return t('roles.inShop')
    if (kind !== 'room') return t('roles.everywhere')
    const room = roomTitles[scope]
    return room === undefined ? t('roles.inRoomUnknown') : t('roles.inRoom', { room })
  }
}

/** What she has, and behind a press the way to take it back. */
function Grant({
  deed,
  grant,
  what,
  now,
  reply,
  children,
}: {
  deed: 'end-role' | 'end-privilege'
  grant: { id: string; grantedAt: string; grantedBy: string | null }
  what: string
  now: number
  reply: FormReply | undefined
  children: ReactNode
}) {
  const { t } = useTranslation('account')
  const { language } = usePreferences()
  const mine = typedIn(reply, 'grant') === grant.id ? reply : undefined
  const since = t('roles.grantedAt', { time: formatDay(grant.grantedAt, language, now) })
  return (
    <div className={styles.grant}>
      <b>{what}</b>
      <p className={styles.about}>
        {children}
        {` · ${[since, grant.grantedBy].filter(Boolean).join(' · ')}`}
      </p>
      <ReasonForm
        deed={deed}
        title={t('roles.endNamed', { what })}
        reply={mine}
        button={
          <Button type="submit" look="line">
            {t('roles.end')}
          </Button>
        }
      >
        <input type="hidden" name="grant" value={grant.id} />
      </ReasonForm>
    </div>
  )
}
