import { Form, useNavigation } from '@remix-run/react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDayAndTime } from '#app/kernel/clock.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { UnionPage } from '../staff/union-page.tsx'
import type { ImportRow } from './roll-view.ts'
import './roll-texts.ts'
import styles from './roll.module.css'

export interface ImportsView {
  organisations: { id: string; name: string; depth: number }[]
  imports: ImportRow[]
  /** A new upload's own key. */
  uploadKey: string
  now: number
}

/** Where a roll comes in, and those that came before. */
export function ImportsPage({ view, reply }: { view: ImportsView; reply: FormReply | undefined }) {
  const { t } = useTranslation('roll')
  const { language } = usePreferences()
  const { imports, now } = view
  return (
    <UnionPage title={t('title')} room="import">
      <p className={styles.hint}>{t('lead')}</p>
      <UploadForm view={view} reply={reply} />
      <Section title={t('past.title')}>
        {imports.length === 0 ? <p className={styles.hint}>{t('past.none')}</p> : null}
        <div className={styles.list}>
          {imports.map(({ id, fileName, organisation, status, createdAt }) => (
            <NavRow
              key={id}
              to={`/union/import/${id}`}
              title={fileName}
              hint={`${t(`status.${status}`)} · ${organisation} · ${formatDayAndTime(createdAt, language, now)}`}
            />
          ))}
        </div>
        {imports.length === 0 ? null : <p className={styles.hint}>{t('past.kept')}</p>}
      </Section>
      <Section title={t('exportTitle')}>
        <ExportForm organisations={view.organisations} />
      </Section>
    </UnionPage>
  )
}

function UploadForm({ view, reply }: { view: ImportsView; reply: FormReply | undefined }) {
  const { t } = useTranslation('roll')
  const id = useId()
  const busy = useNavigation().state === 'submitting'
  const wrong = (field: string) => {
    const errors = errorsOf(reply, field)
    return errors !== null && errors.length > 0
  }
  return (
    <Form method="post" encType="multipart/form-data" className={styles.form}>
      <input type="hidden" name="key" value={view.uploadKey} />
      <div className={styles.stack}>
        <label htmlFor={`${id}-organisation`} className={styles.label}>
          {t('upload.organisation')}
        </label>
        <OrganisationSelect
          id={`${id}-organisation`}
          organisations={view.organisations}
          chosen={typedIn(reply, 'organisation')}
          describedBy={`${id}-organisation-hint`}
        />
        <FieldErrors errors={errorsOf(reply, 'organisation')} />
        <p id={`${id}-organisation-hint`} className={styles.hint}>
          {t('upload.organisationHint')}
        </p>
      </div>
      <div className={styles.stack}>
        <label htmlFor={`${id}-file`} className={styles.label}>
          {t('upload.file')}
        </label>
        <input
          id={`${id}-file`}
          type="file"
          name="file"
          required
          accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          aria-invalid={wrong('file') || undefined}
          aria-describedby={wrong('file') ? `${id}-file-error ${id}-file-hint` : `${id}-file-hint`}
          className={styles.file}
        />
        <FieldErrors id={`${id}-file-error`} errors={errorsOf(reply, 'file')} />
        <p id={`${id}-file-hint`} className={styles.hint}>
          {t('upload.fileHint')}
        </p>
      </div>
      <FieldErrors errors={errorsOf(reply)} />
      <div className={styles.buttons}>
        <Button type="submit" look="main" disabled={busy}>
          {busy ? t('upload.sending') : t('upload.send')}
        </Button>
      </div>
    </Form>
  )
}

function OrganisationSelect({
  id,
  organisations,
  chosen,
  describedBy,
  all,
}: {
  id: string
  organisations: ImportsView['organisations']
  chosen?: string
  describedBy?: string
  /** What stands for all of them, where all may be chosen. */
  all?: string
}) {
  const least = Math.min(...organisations.map(({ depth }) => depth))
  return (
    <select
      id={id}
      name="organisation"
      required={all === undefined}
      defaultValue={chosen}
      aria-describedby={describedBy}
      className={styles.select}
    >
      {all === undefined ? null : <option value="">{all}</option>}
      {organisations.map((organisation) => (
        <option key={organisation.id} value={organisation.id}>
          {'　'.repeat(organisation.depth - least) + organisation.name}
        </option>
      ))}
    </select>
  )
}

/** A plain form that asks for the file: what it answers is no page of the application's. */
function ExportForm({ organisations }: { organisations: ImportsView['organisations'] }) {
  const { t } = useTranslation('roll')
  const id = useId()
  return (
    <form method="get" action="/union/members/export" className={styles.form}>
      <p className={styles.hint}>{t('exporting.lead')}</p>
      <div className={styles.stack}>
        <label htmlFor={id} className={styles.label}>
          {t('exporting.organisation')}
        </label>
        <OrganisationSelect id={id} organisations={organisations} all={t('exporting.all')} />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" look="line">
          {t('exporting.go')}
        </Button>
      </div>
    </form>
  )
}

/** Back to the list, under what came of an import. */
export function BackToImports() {
  const { t } = useTranslation('roll')
  return (
    <div className={styles.buttons}>
      <ButtonLink to="/union/import" look="line">
        {t('upload.title')}
      </ButtonLink>
    </div>
  )
}
