import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { Icon, type IconName } from '#app/ui/icon.tsx'
import type { ProductView } from './products.ts'
import styles from './product-page.module.css'

const facts = ['origin', 'caught', 'size', 'storage', 'about'] as const

/** Where it comes from and how it keeps; what the seller did not say is left out. */
export function ProductFacts({ product }: { product: ProductView }) {
  const { t } = useTranslation('catalog')
  const said = facts.filter((fact) => product[fact] !== '')
  if (said.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('product.origin')}</h2>
      <dl className={styles.facts}>
        {said.map((fact) => (
          <div key={fact}>
            <dt>{t(fact === 'caught' && !product.fresh ? 'product.facts.made' : `product.facts.${fact}`)}</dt>
            <dd>{product[fact]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** How it is sent, what that costs, and whether it can be given back: said before she buys. */
export function ProductPromises({ product: { shop, fresh } }: { product: ProductView }) {
  const { t } = useTranslation('catalog')
  const freight =
    shop.freightFen === 0
      ? t('product.freightFree')
      : t('product.freight', { price: formatFenShort(shop.freightFen) })
  return (
    <section className={styles.part}>
      <h2 className="visually-hidden">{t('product.promises')}</h2>
      <Promised icon="clock" title={shop.dispatchWords || t('product.dispatchUsual')} hint={freight} />
      <Promised
        icon={fresh ? 'alert' : 'check'}
        title={t(fresh ? 'product.fresh' : 'product.returns')}
        hint={t(fresh ? 'product.freshHint' : 'product.returnsHint')}
      />
    </section>
  )
}

function Promised({ icon, title, hint }: { icon: IconName; title: string; hint: string }) {
  return (
    <div className={styles.promise}>
      <Icon name={icon} />
      <p>
        <b>{title}</b>
        <span className={styles.small}>{hint}</span>
      </p>
    </div>
  )
}
