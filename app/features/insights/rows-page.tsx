import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { spacedMemberNumber } from '#app/features/union/index.ts'
import { UnionPage } from '#app/features/union/index.ui.ts'
import { formatDay } from '#app/kernel/clock.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import { figuresAddress, rowsAddress, rowsOnPage, type Figure } from './figures.ts'
import './figures-texts.ts'
import type { RowsView } from './figures-view.server.ts'
import type { FigureRow } from './rows.server.ts'
import { sayCount, sayNumber, sayPeriod, saySlice, sayYuan } from './words.ts'
import styles from './figures.module.css'

/** What one figure counts, row by row. */
export function RowsPage({ view, now }: { view: RowsView; now: number }) {
  const { t } = useTranslation('figures')
  const { asked, organisation, count, rows } = view
  const { figure, slice, own, period } = asked
  const about = [
    organisation?.name ?? t('everything'),
    own ? t('rows.ownOnly') : null,
    slice === null ? null : saySlice(slice, t),
    sayPeriod(period, t),
  ].filter((one) => one !== null)
  return (
    <UnionPage
      title={t(`figure.${figure}`)}
      room="figures"
      back={{ to: figuresAddress(asked), words: t('rows.back') }}
    >
      <div>
        <p className={styles.hint}>{about.join(' · ')}</p>
        <p role="status" className={styles.of}>
          {sayCount(figure, count)}{' '}
          {figure === 'takings'
            ? `· ${t('rows.orders', { number: sayNumber(count.count) })}`
            : t(`unit.${figure}`)}
        </p>
      </div>
      {rows.length === 0 ? (
        <PageState level="h2" icon="paper" title={t('rows.none')}>
          {t('rows.noneHint')}
        </PageState>
      ) : (
        <ul className={styles.list}>
          {rows.map((row) => (
            <li key={row.id}>
              <Row row={row} figure={figure} now={now} />
            </li>
          ))}
        </ul>
      )}
      <Pages view={view} />
      <div>
        <ButtonLink to={figuresAddress(asked)} look="line">
          {t('rows.back')}
        </ButtonLink>
      </div>
    </UnionPage>
  )
}

function Row({ row, figure, now }: { row: FigureRow; figure: Figure; now: number }) {
  const to = row.memberId !== null ? `/union/members/${row.memberId}` : null
  const way = figure === 'events' ? `/teach/events/${row.id}` : to
  const inside = <RowWords row={row} figure={figure} now={now} />
  if (way === null) return <div className={styles.entry}>{inside}</div>
  return (
    <Link to={way} className={styles.entry}>
      {inside}
    </Link>
  )
}

function RowWords({ row, figure, now }: { row: FigureRow; figure: Figure; now: number }) {
  const { t } = useTranslation('figures')
  const { language } = usePreferences()
  const { name, memberNumber, aboutZh, aboutEn, organisation, how, demo, at, fen } = row
  const about = language === 'zh' ? aboutZh : aboutEn
  const day = formatDay(at, language, now)
  const beside = [organisation, how === null ? null : t(`rows.how.${how}`)].filter((one) => one !== null)
  const title = figure === 'events' ? about : name
  return (
    <>
      <span className={styles.words}>
        <span className={styles.entryName}>
          <b>{title ?? t('rows.nobody')}</b>{' '}
          {memberNumber === null ? null : (
            <span className={styles.small}>{spacedMemberNumber(memberNumber)}</span>
          )}
          {demo === true ? <Tag>{t('rows.demo')}</Tag> : null}
        </span>
        {about === null || figure === 'events' ? null : <span className={styles.small}>{about}</span>}
      </span>
      <span className={styles.words}>
        {figure === 'takings' ? <b className={styles.number}>{sayYuan(fen)}</b> : null}
        {beside.length === 0 ? null : <span>{beside.join(' · ')}</span>}
        <span className={styles.small}>{figure === 'members' ? t('rows.since', { day }) : day}</span>
      </span>
    </>
  )
}

function Pages({ view }: { view: RowsView }) {
  const { t } = useTranslation('figures')
  const { asked, count, page } = view
  const pages = Math.max(1, Math.ceil(count.count / rowsOnPage))
  if (pages === 1 && page === 0) return null
  return (
    <nav aria-label={t('rows.turn')} className={styles.ways}>
      {page === 0 ? null : (
        <ButtonLink to={rowsAddress(asked, Math.min(page, pages) - 1)} look="line">
          {t('rows.earlier')}
        </ButtonLink>
      )}
      <span className={styles.small}>{t('rows.pages', { page: page + 1, pages })}</span>
      {page + 1 >= pages ? null : (
        <ButtonLink to={rowsAddress(asked, page + 1)} look="line">
          {t('rows.later')}
        </ButtonLink>
      )}
    </nav>
  )
}
