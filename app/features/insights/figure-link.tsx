import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { rowsAddress, type Count, type Figure, type FiguresAsked, type Slice } from './figures.ts'
import './figures-texts.ts'
import { sayCount } from './words.ts'
import styles from './figures.module.css'

/** A figure, which leads to the rows that it counts. */
export function FigureLink({
  asked,
  figure,
  count,
  own = false,
  slice = null,
  of,
  children,
}: {
  asked: FiguresAsked
  figure: Figure
  count: Count
  own?: boolean
  slice?: Slice | null
  /** Whose it is, for those who hear the page, where its place does not say so. */
  of?: string
  /** What stands in place of the number alone. */
  children?: ReactNode
}) {
  const { t } = useTranslation('figures')
  const number = sayCount(figure, count)
  const named =
    figure === 'takings'
      ? `${t('figure.takings')} ${number}`
      : t('named', { figure: t(`figure.${figure}`), number, unit: t(`unit.${figure}`) })
  return (
    <Link
      to={rowsAddress({ ...asked, figure, own, slice })}
      aria-label={of === undefined ? named : `${of}: ${named}`}
      className={styles.figure}
    >
      {children ?? <span className={styles.number}>{number}</span>}
    </Link>
  )
}
