import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import { Icon } from '#app/ui/icon.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import type { KeptProduct } from './keeping.ts'
import './keeping-texts.ts'
import styles from './keeping.module.css'

/** All that she sells, with what is left of it, and a new one. */
export function ProductsPage({ products, reply }: { products: KeptProduct[]; reply: FormReply | undefined }) {
  const { t } = useTranslation('keeping')
  return (
    <PlainPage title={t('products.title')} back={{ to: '/sell', words: t('home.title') }}>
      {products.length === 0 ? (
        <p className={styles.lead}>{t('products.none')}</p>
      ) : (
        <ul className={styles.list}>
          {products.map((product) => (
            <li key={product.id}>
              <ProductRow product={product} />
            </li>
          ))}
        </ul>
      )}
      <Section title={t('products.add')}>
        <Form method="post" className={styles.form}>
          <ReplyField
            reply={reply}
            name="title"
            label={t('products.newTitle')}
            hint={products.length === 0 ? t('products.noneHint') : t('products.newHint')}
            maxLength={40}
            required
          />
          <Button type="submit" look="main">
            {t('products.addNow')}
          </Button>
        </Form>
      </Section>
    </PlainPage>
  )
}

function ProductRow({ product: { id, title, status, pictures, variants } }: { product: KeptProduct }) {
  const { t } = useTranslation('keeping')
  const stock = variants.reduce((sum, variant) => sum + variant.stock, 0)
  const [first] = pictures
  return (
    <Link to={`/sell/products/${id}`} className={styles.product}>
      {first ? <img src={first.path} alt="" loading="lazy" /> : <span className={styles.blank} />}
      <span className={styles.words}>
        <b>{title}</b>
        <span>{t(`products.status.${status}`)}</span>
        <span className={styles.hint}>
          {stock > 0 ? t('products.stock', { number: stock }) : t('products.soldOut')}
        </span>
      </span>
      <Icon name="right" size="small" />
    </Link>
  )
}
