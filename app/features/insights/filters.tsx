import { Form, useNavigation } from '@remix-run/react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { figuresAddress, tableAddress, type FiguresAsked } from './figures.ts'
import './figures-texts.ts'
import type { Period } from './period.ts'
import styles from './figures.module.css'

export interface FigureChoices {
  organisations: { id: string; name: string; depth: number }[]
  /** All the time of which there are records. */
  all: Period
  /** This month. */
  current: string
  /** She keeps more than one tree of organisations: all of them together can be asked for. */
  hasWhole: boolean
}

const ends = ['from', 'to'] as const

/** Whose figures, and of when. */
export function Filters({ asked, choices }: { asked: FiguresAsked; choices: FigureChoices }) {
  const { t } = useTranslation('figures')
  const id = useId()
  const busy = useNavigation().state !== 'idle'
  const { organisations, current, hasWhole } = choices
  const { organisation, period } = asked
  return (
    <Form method="get" action="/union/figures" className={styles.filters}>
      <div className={styles.field}>
        <label htmlFor={id} className={styles.label}>
          {t('filter.organisation')}
        </label>
        <select id={id} name="organisation" defaultValue={organisation ?? ''} className={styles.select}>
          {hasWhole ? <option value="">{t('everything')}</option> : null}
          {organisations.map((one) => (
            <option key={one.id} value={one.id}>
              {'\u3000'.repeat(one.depth)}
              {one.name}
            </option>
          ))}
        </select>
      </div>
      {ends.map((end) => (
        <Field
          key={end}
          type="month"
          className={styles.month}
          name={end}
          label={t(`filter.${end}`)}
          defaultValue={period[end]}
          max={current}
          // Where the browser knows no months, it is a line to type in.
          placeholder={t('filter.monthHint')}
        />
      ))}
      <Button type="submit" look="main" disabled={busy}>
        {t('filter.show')}
      </Button>
    </Form>
  )
}

/** Times that are asked for often, and the same as a sheet. */
export function Ways({ asked, choices }: { asked: FiguresAsked; choices: FigureChoices }) {
  const { t } = useTranslation('figures')
  const { all, current } = choices
  const year = Number(current.slice(0, 4))
  const quick = [
    { words: t('filter.thisYear'), period: { from: `${year}-01`, to: current } },
    { words: t('filter.lastYear'), period: { from: `${year - 1}-01`, to: `${year - 1}-12` } },
    { words: t('filter.all'), period: all },
  ]
  return (
    <nav aria-label={t('filter.quick')} className={styles.ways}>
      {quick.map(({ words, period }) => (
        <ButtonLink key={words} to={figuresAddress({ ...asked, period })} look="soft">
          {words}
        </ButtonLink>
      ))}
      <ButtonLink to={tableAddress(asked)} look="line" reloadDocument>
        {t('filter.table')}
      </ButtonLink>
    </nav>
  )
}
