import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import type { ShelfItem } from '#app/features/shop/index.ts'
import { formatFenShort } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Icon } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Price } from './price.tsx'
import { whereToBuy } from './where-to-buy.ts'
import styles from './shelf-list.module.css'

/** All that the host has on sale, what she speaks of now first. */
export function ShelfList({
  items,
  pinned,
  room,
}: {
  items: readonly ShelfItem[]
  /** The product that she speaks of; null for none. */
  pinned: string | null
  room: string
}) {
  const { t } = useTranslation('live')
  if (items.length === 0) return <p className={styles.empty}>{t('selling.shelfEmpty')}</p>
  const inOrder = items.toSorted((one, other) => Number(other.id === pinned) - Number(one.id === pinned))
  return (
    <ol className={styles.list}>
      {inOrder.map((item) => (
        <Row key={item.id} item={item} talking={item.id === pinned} room={room} />
      ))}
    </ol>
  )
}

function Row({ item, talking, room }: { item: ShelfItem; talking: boolean; room: string }) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  const { id, title, picture, perJinFen, priceFen, weightGrams, stock, variants } = item
  const variant = variants.length === 1 ? (variants[0]?.id ?? null) : null
  const gone = stock === 0
  return (
    <li className={clsx(styles.row, talking && styles.now)}>
      <div className={styles.picture}>{picture === null ? null : <img src={picture} alt="" />}</div>
      <div className={styles.words}>
        {talking ? (
          <p className={styles.talking}>
            <Icon name="talking" size="small" />
            {t('selling.talking')}
          </p>
        ) : null}
        <p className={styles.title}>{title}</p>
        <p className={styles.facts}>{gone ? t('selling.soldOut') : t('selling.left', { number: stock })}</p>
        <p className={styles.prices}>
          <Price fen={perJinFen} unit={t('selling.perJin')} />
          <span className={styles.box}>
            {t('selling.boxPrice', {
              price: formatFenShort(priceFen),
              weight: formatWeight(weightGrams, language),
            })}
          </span>
        </p>
      </div>
      <Link
        to={gone ? `/product/${id}?room=${room}` : whereToBuy({ id, variant, room })}
        className={clsx(styles.buy, talking && !gone && styles.main)}
      >
        {gone ? t('selling.soldOut') : t('selling.buy')}
        <span className="visually-hidden">{title}</span>
      </Link>
    </li>
  )
}
