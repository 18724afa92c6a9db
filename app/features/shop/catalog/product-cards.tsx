import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Price } from './price.tsx'
import type { ShelfItem } from './products.ts'
import styles from './product-cards.module.css'

/** Products beside each other, each with its price by weight; where `shop` stands on them, whose they are. */
export function ProductCards({
  items,
  heading,
}: {
  items: readonly (ShelfItem & { shop?: { name: string } })[]
  heading: string
}) {
  const { t } = useTranslation('catalog')
  return (
    <section className={styles.section}>
      <h2>{heading}</h2>
      <ul className={styles.cards}>
        {items.map(({ id, title, picture, perJinFen, stock, variants, shop }) => (
          <li key={id}>
            <Link to={`/product/${id}`} className={styles.card}>
              <img src={picture} alt="" loading="lazy" />
              <b>{title}</b>
              <Price fen={perJinFen} unit={t(variants.length > 1 ? 'perJinFrom' : 'perJin')} />
              <span className={styles.small}>
                {stock > 0 ? (shop?.name ?? t('left', { number: stock })) : t('soldOut')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
