import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { perJin } from '#app/features/shop/index.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Icon } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { PinnedProduct } from '../timeline/timeline.ts'
import { Price } from './price.tsx'
import { whereToBuy } from './where-to-buy.ts'
import styles from './pinned-card.module.css'

/** The product that the host speaks of now: what it is, what it costs, how much is left, and the way to buy it. */
export function PinnedCard({
  product,
  stock,
  room,
  className,
}: {
  product: PinnedProduct
  /** Boxes; null where it is no longer on sale, undefined until they were counted. */
  stock: number | null | undefined
  room: string
  className?: string
}) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  const { id, title, picture, priceFen, weightGrams, variant, caught } = product
  const gone = stock === 0 || stock === null
  const to = gone ? `/product/${id}?room=${room}` : whereToBuy({ id, variant, room })
  const weight = formatWeight(weightGrams, language)
  const facts = [caught, t('selling.boxOf', { weight }), stockWords(t, stock)].filter((fact) => fact !== '')
  return (
    <section className={clsx(styles.card, className)} aria-label={t('selling.talking')}>
      <div className={styles.picture}>
        {picture === null ? null : <img src={picture} alt="" />}
        <span className={styles.talking}>
          <Icon name="talking" size="small" />
          {t('selling.talking')}
        </span>
      </div>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
        <div className={styles.last}>
          <p className={styles.prices}>
            <Price fen={perJin(product)} unit={t('selling.perJin')} />
            <span className={styles.box}>
              <Price fen={priceFen} unit={t('selling.perBox')} />
            </span>
          </p>
          <Link to={to} className={clsx(styles.buy, gone && styles.gone)}>
            <span className={styles.short}>{gone ? stockWords(t, stock) : t('selling.buy')}</span>
            <span className={styles.long}>{gone ? stockWords(t, stock) : t('selling.buyBox')}</span>
            <span className="visually-hidden">{title}</span>
          </Link>
        </div>
      </div>
    </section>
  )
}

type Say = ReturnType<typeof useTranslation<'live'>>['t']

function stockWords(t: Say, stock: number | null | undefined): string {
  if (stock === undefined) return ''
  if (stock === null) return t('selling.offSale')
  return stock === 0 ? t('selling.soldOut') : t('selling.left', { number: stock })
}
