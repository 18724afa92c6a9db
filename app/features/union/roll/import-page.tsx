import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { useFreshPage } from '#app/ui/use-fresh-page.ts'
import { UnionPage } from '../staff/union-page.tsx'
import { ColumnsPart } from './columns-part.tsx'
import { BackToImports } from './imports-page.tsx'
import { LinesPart } from './lines-part.tsx'
import { workingStatuses } from './roll.ts'
import type { ColumnsView, ImportView, LinesView } from './roll-view.ts'
import './roll-texts.ts'
import styles from './roll.module.css'

const askEveryMs = 1500

export interface ImportPageView {
  roll: ImportView
  /** Only while they are to be checked. */
  columns: ColumnsView | null
  /** Only where there are verdicts to look at. */
  lines: LinesView | null
}

/** One import, from the reading of its file to the report. */
export function ImportPage({ view, reply }: { view: ImportPageView; reply: FormReply | undefined }) {
  const { t } = useTranslation('roll')
  const { roll, columns, lines } = view
  const works = workingStatuses.some((status) => status === roll.status)
  useFreshPage(works ? askEveryMs : null)
  return (
    <UnionPage title={roll.fileName} room="import" back={{ to: '/union/import', words: t('title') }}>
      <p className={styles.hint}>{roll.organisation}</p>
      <FieldErrors errors={errorsOf(reply)} />
      {works ? <Working roll={roll} /> : null}
      {columns === null ? null : <ColumnsPart roll={roll} view={columns} reply={reply} />}
      {roll.status === 'preview' ? <Preview roll={roll} /> : null}
      {roll.status === 'applied' ? <Report roll={roll} /> : null}
      {lines === null ? null : <LinesPart roll={roll} view={lines} />}
      {roll.status === 'failed' || roll.status === 'discarded' ? <Ended roll={roll} /> : null}
    </UnionPage>
  )
}

function Working({ roll: { status, rows, doneRows } }: { roll: ImportView }) {
  const { t } = useTranslation('roll')
  const known = rows > 0
  return (
    <section className={styles.form} aria-label={t('working.title')}>
      <h2>{t(`status.${status}`)}</h2>
      <progress
        className={styles.bar}
        aria-label={t(`status.${status}`)}
        {...(known ? { value: doneRows, max: rows } : {})}
      />
      <p role="status">
        {known ? t('working.rowsOf', { done: doneRows, rows }) : t('working.rows', { done: doneRows })}
      </p>
      <p className={styles.hint}>{t('working.leave')}</p>
      <div className={styles.buttons}>
        <ButtonLink to="." look="line">
          {t('working.look')}
        </ButtonLink>
      </div>
    </section>
  )
}

function Preview({ roll: { id, counts, answered } }: { roll: ImportView }) {
  const { t } = useTranslation('roll')
  const busy = useNavigation().state === 'submitting'
  const all = counts.new + counts.changed + answered.toWrite
  const undecided = counts.doubtful - answered.inAll
  return (
    <section className={styles.form}>
      <h2>{t('preview.title')}</h2>
      <p>{t('preview.lead')}</p>
      {undecided > 0 ? <p>{t('preview.undecided', { number: undecided })}</p> : null}
      {all + undecided > 0 ? null : <Note>{t('preview.nothing')}</Note>}
      <div className={styles.buttons}>
        {all > 0 ? (
          <Form method="post">
            <Button type="submit" look="main" name="deed" value="apply" disabled={busy}>
              {t('preview.applyCount', { number: all })}
            </Button>
          </Form>
        ) : null}
        <Form method="post">
          <Button type="submit" look="line" name="deed" value="columns" disabled={busy}>
            {t('preview.back')}
          </Button>
        </Form>
        <Form method="post">
          <Button type="submit" look="quiet" name="deed" value="discard" disabled={busy}>
            {t('preview.discard')}
          </Button>
        </Form>
      </div>
      {counts.refused > 0 ? <LeftOutLink id={id} words={t('report.downloadRefused')} /> : null}
    </section>
  )
}

function Report({ roll: { id, counts, rows, hasLines } }: { roll: ImportView }) {
  const { t } = useTranslation('roll')
  const { applied = { new: 0, changed: 0 } } = counts
  const leftOut = rows - applied.new - applied.changed - counts.same
  return (
    <section className={styles.form}>
      <h2>{t('report.title')}</h2>
      <Note>{t('report.applied', { added: applied.new, changed: applied.changed })}</Note>
      {counts.same > 0 ? <p>{t('report.same', { number: counts.same })}</p> : null}
      <p>{leftOut > 0 ? t('report.leftOut', { number: leftOut }) : t('report.allIn')}</p>
      {leftOut > 0 && hasLines ? <LeftOutLink id={id} words={t('report.download')} /> : null}
      {hasLines ? null : <p className={styles.hint}>{t('report.gone')}</p>}
      <BackToImports />
    </section>
  )
}

function LeftOutLink({ id, words }: { id: string; words: string }) {
  return (
    <div className={styles.buttons}>
      <ButtonLink to={`/union/import/${id}/refused.xlsx`} look="line" reloadDocument>
        {words}
      </ButtonLink>
    </div>
  )
}

function Ended({ roll: { status, failure } }: { roll: ImportView }) {
  const { t } = useTranslation('roll')
  return (
    <PageState level="h2" icon="alert" title={t(`status.${status}`)} action={<BackToImports />}>
      {failure === null ? null : t(`failure.${failure}`)}
    </PageState>
  )
}
