import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Avatar } from '#app/ui/avatar.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { PeoplePage, PersonRow } from './people-admin.ts'
import './account-texts.ts'
import styles from './people-admin-page.module.css'

/** The administrator finds people by phone or by how their names begin. */
export function PeopleAdminPage({
  name,
  page,
  now,
  reply,
}: {
  /** What the names begin with; empty where everybody is shown. */
  name: string
  page: PeoplePage
  now: number
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('account')
  return (
    <PlainPage title={t('people.title')} back={{ to: '/admin', words: t('people.administration') }} wide>
      {/* Posted, so that no phone stands in an address. */}
      <Form method="post" action="/admin/people" className={styles.search} role="search">
        <input type="hidden" name="deed" value="find" />
        <Field
          name="search"
          label={t('people.search')}
          hint={t('people.searchHint')}
          errors={errorsOf(reply, 'search')}
          defaultValue={typedIn(reply, 'search') ?? name}
          autoComplete="off"
          enterKeyHint="search"
          maxLength={40}
        />
        <Button type="submit" look="main">
          {t('people.find')}
        </Button>
      </Form>
      <Section title={name === '' ? t('people.everybody') : t('people.found', { name })}>
        {page.people.length === 0 ? (
          <PageState level="h2" icon="alert" title={t('people.nobody')}>
            {t('people.nobodyHint')}
          </PageState>
        ) : (
          <ul className={styles.list}>
            {page.people.map((person) => (
              <li key={person.id}>
                <Link to={`/admin/people?person=${person.id}`} className={styles.person}>
                  <Avatar name={person.name} picture={person.picture} />
                  <PersonWords person={person} now={now} />
                </Link>
              </li>
            ))}
          </ul>
        )}
        {page.next === null ? null : (
          <ButtonLink
            to={`?${new URLSearchParams({ name, page: String(page.next) }).toString()}`}
            look="soft"
          >
            {t('people.nextPage')}
          </ButtonLink>
        )}
      </Section>
    </PlainPage>
  )
}

/** Her name, and by what else she is recognised. */
export function PersonWords({ person, now }: { person: PersonRow; now: number }) {
  const { t } = useTranslation('account')
  const { language } = usePreferences()
  const phone =
    person.phoneLast4 === null ? t('people.noPhone') : t('people.phone', { digits: person.phoneLast4 })
  const since = t('people.since', { time: formatDay(person.since, language, now) })
  const demo = person.demo ? [t('people.demo')] : []
  return (
    <span className={styles.words}>
      <b>{person.name}</b>
      <span className={styles.about}>{[phone, since, ...demo].join(' · ')}</span>
    </span>
  )
}
