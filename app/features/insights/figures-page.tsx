import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { UnionPage } from '#app/features/union/index.ui.ts'
import { Surface } from '#app/ui/surface.tsx'
import { FigureLink } from './figure-link.tsx'
import { Filters, Ways, type FigureChoices } from './filters.tsx'
import { figuresAddress, slicesBy, type Figure, type FiguresAsked } from './figures.ts'
import './figures-texts.ts'
import type { FiguresView } from './figures-view.server.ts'
import { MonthsChart, Track } from './months-chart.tsx'
import { PartsTable } from './parts-table.tsx'
import { rules } from './sheet.ts'
import { Tiles } from './tiles.tsx'
import { sayPeriod, saySlice } from './words.ts'
import styles from './figures.module.css'

/** The figures of an organisation in some months, each of which leads to what it counts. */
export function FiguresPage({ view, choices }: { view: FiguresView; choices: FigureChoices }) {
  const { t } = useTranslation('figures')
  const { asked, whole, steps, parts } = view
  return (
    <UnionPage title={t('title')} room="figures">
      <p className={styles.hint}>{t('hint')}</p>
      {/* Anew for each address, so that the fields show what is asked for. */}
      <Filters key={figuresAddress(asked)} asked={asked} choices={choices} />
      <Ways asked={asked} choices={choices} />
      <Of view={view} />
      <Tiles view={view} />
      <Surface title={t('section.coming')}>
        <Facts asked={asked} view={view} figures={['joined', 'left']} />
        {whole.joined.count + whole.left.count === 0 ? null : <MonthsChart steps={steps} asked={asked} />}
      </Surface>
      <div className={styles.pair}>
        <Parts view={view} by="age" title={t('section.ages')} />
        <Parts view={view} by="trade" title={t('section.trades')} />
      </div>
      <div className={styles.pair}>
        <Surface title={t('section.held')}>
          <p className={styles.hint}>{t('section.heldHint')}</p>
          <Facts asked={asked} view={view} figures={['events', 'times', 'persons']} />
        </Surface>
        <Surface title={t('section.learnt')}>
          <p className={styles.hint}>{t('section.learntHint')}</p>
          <Facts asked={asked} view={view} figures={['member-times', 'member-persons', 'certificates']} />
        </Surface>
      </div>
      <Surface title={t('section.selling')}>
        <p className={styles.hint}>{t('section.sellingHint')}</p>
        <Facts asked={asked} view={view} figures={['hosts', 'broadcasts', 'takings']} />
      </Surface>
      {parts.length === 0 ? null : (
        <Surface title={t('section.parts')}>
          <p className={styles.hint}>{t('section.partsHint')}</p>
          <PartsTable view={view} />
          <p className={styles.small}>{t('section.partsSum')}</p>
        </Surface>
      )}
      <Rules />
    </UnionPage>
  )
}

/** Whose figures these are and of when, with the way up. */
function Of({ view }: { view: FiguresView }) {
  const { t } = useTranslation('figures')
  const { asked, organisation, parts } = view
  const name = organisation?.name ?? t('everything')
  return (
    <div>
      {organisation === null || organisation.above.length === 0 ? null : (
        <p className={styles.crumbs}>
          {organisation.above.map((one) => (
            <Link key={one.id} to={figuresAddress({ ...asked, organisation: one.id })}>
              {one.name}
            </Link>
          ))}
        </p>
      )}
      <p role="status" className={styles.of}>
        {organisation !== null && parts.length > 0 ? t('under', { name }) : name}
        {' · '}
        {sayPeriod(asked.period, t)}
      </p>
    </div>
  )
}

function Facts({ asked, view, figures }: { asked: FiguresAsked; view: FiguresView; figures: Figure[] }) {
  const { t } = useTranslation('figures')
  return (
    <dl className={styles.facts}>
      {figures.map((figure) => (
        <div key={figure} className={styles.fact}>
          <dt>{t(`figure.${figure}`)}</dt>
          <dd>
            <FigureLink asked={asked} figure={figure} count={view.whole[figure]} />{' '}
            {figure === 'takings' ? null : t(`unit.${figure}`)}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The members by age or by trade. */
function Parts({ view, by, title }: { view: FiguresView; by: 'age' | 'trade'; title: string }) {
  const { t } = useTranslation('figures')
  const { asked, slices } = view
  const parts = slicesBy(by).map((slice) => ({ slice, count: slices[`${by}:${slice.value}`] ?? 0 }))
  const most = Math.max(1, ...parts.map(({ count }) => count))
  return (
    <Surface title={title}>
      <ul className={styles.parts}>
        {parts.map(({ slice, count }) => (
          <li key={slice.value} className={styles.part}>
            <span>{saySlice(slice, t)}</span>
            <Track share={count / most} />
            <FigureLink
              asked={asked}
              figure="members"
              count={{ count, fen: 0 }}
              slice={slice}
              of={saySlice(slice, t)}
            />
          </li>
        ))}
      </ul>
    </Surface>
  )
}

function Rules() {
  const { t } = useTranslation('figures')
  return (
    <details className={styles.fold}>
      <summary className={styles.summary}>{t('section.rules')}</summary>
      <ul className={styles.rules}>
        {rules.map((rule) => (
          <li key={rule}>{t(`rule.${rule}`)}</li>
        ))}
      </ul>
    </details>
  )
}
