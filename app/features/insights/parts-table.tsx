import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Counts } from './counts.server.ts'
import { FigureLink } from './figure-link.tsx'
import { figuresAddress, type FiguresAsked } from './figures.ts'
import './figures-texts.ts'
import type { FiguresView } from './figures-view.server.ts'
import { tableFigures } from './sheet.ts'
import styles from './figures.module.css'

/** A line for each organisation right under this one, for itself, and for all together. */
export function PartsTable({ view }: { view: FiguresView }) {
  const { t } = useTranslation('figures')
  const { asked, whole, own, parts } = view
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('column.organisation')}</th>
          {tableFigures.map((figure) => (
            <th key={figure} scope="col">
              {t(`column.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map(({ id, name, counts }) => (
          <Line key={id} name={name} asked={{ ...asked, organisation: id }} counts={counts} />
        ))}
        {own === null ? null : <Line name={t('own')} asked={asked} counts={own} own />}
        <Line name={t('total')} asked={asked} counts={whole} isTotal />
      </tbody>
    </table>
  )
}

function Line({
  name,
  asked,
  counts,
  own = false,
  isTotal = false,
}: {
  name: string
  asked: FiguresAsked
  counts: Counts
  own?: boolean
  isTotal?: boolean
}) {
  const { t } = useTranslation('figures')
  return (
    <tr className={isTotal ? styles.sum : undefined}>
      <th scope="row">
        {own || isTotal ? (
          <span className={styles.partName}>{name}</span>
        ) : (
          <Link to={figuresAddress(asked)} className={styles.partName}>
            {name}
          </Link>
        )}
      </th>
      {tableFigures.map((figure) => (
        <td key={figure}>
          <span aria-hidden="true" className={styles.cellName}>
            {t(`column.${figure}`)}
          </span>
          <FigureLink asked={asked} figure={figure} count={counts[figure]} own={own} of={name} />
        </td>
      ))}
    </tr>
  )
}
