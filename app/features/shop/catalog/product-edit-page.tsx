import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf } from '#app/ui/form-reply.ts'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { DeedForm, DoneNote, refusedIn, type ProductReply } from './deed-form.tsx'
import type { KeptProduct, StockMovementView } from './keeping.ts'
import { ProductPhotos } from './product-photos.tsx'
import { ProductStock } from './product-stock.tsx'
import { ProductVariants } from './product-variants.tsx'
import './keeping-texts.ts'
import styles from './keeping.module.css'

/** One product as she keeps it: whether it is sold, its photos, weights and stock, and where it comes from. */
export function ProductEditPage({
  product,
  movements,
  stockKey,
  reply,
}: {
  product: KeptProduct
  movements: StockMovementView[]
  /** Of the next entry about the stock: sent twice, it is one. */
  stockKey: string
  reply: ProductReply
}) {
  const { t } = useTranslation('keeping')
  return (
    <PlainPage title={product.title} back={{ to: '/sell/products', words: t('product.back') }}>
      <OnShelf product={product} reply={reply} />
      <Section title={t('product.photos')}>
        <ProductPhotos pictures={product.pictures} reply={reply} />
      </Section>
      <Section title={t('product.weights')}>
        <ProductVariants variants={product.variants} reply={reply} />
      </Section>
      {product.variants.length > 0 ? (
        <Section title={t('product.stock')}>
          <ProductStock variants={product.variants} movements={movements} stockKey={stockKey} reply={reply} />
        </Section>
      ) : null}
      <Section title={t('product.facts')}>
        <Facts product={product} reply={reply} />
      </Section>
    </PlainPage>
  )
}

function OnShelf({ product, reply }: { product: KeptProduct; reply: ProductReply }) {
  const { t } = useTranslation('keeping')
  const isOn = product.status === 'on_sale'
  const isReady = product.pictures.length > 0 && product.variants.length > 0
  return (
    <>
      <div className={styles.state}>
        <p>
          <b>{t(isOn ? 'product.onSale' : 'product.notOnSale')}</b>
        </p>
        <Form method="post">
          <input type="hidden" name="deed" value="shelf" />
          <Button
            type="submit"
            name="on"
            value={isOn ? 'off' : 'on'}
            look={!isOn && isReady ? 'main' : 'line'}
          >
            {t(isOn ? 'product.takeOff' : 'product.putOn')}
          </Button>
        </Form>
        {isOn ? (
          <ButtonLink to={`/product/${product.id}`} look="quiet">
            {t('product.look')}
          </ButtonLink>
        ) : null}
      </div>
      <FieldErrors errors={errorsOf(refusedIn(reply, 'shelf'))} />
      <DoneNote reply={reply} deed="shelf" />
    </>
  )
}

const facts = ['title', 'origin', 'caught', 'size', 'storage', 'about'] as const

function Facts({ product, reply }: { product: KeptProduct; reply: ProductReply }) {
  const { t } = useTranslation('keeping')
  const refused = refusedIn(reply, 'facts')
  return (
    <DeedForm deed="facts">
      {facts.map((name) => (
        <ReplyField
          key={`${name}:${product[name]}`}
          reply={refused}
          first={product[name]}
          name={name}
          label={t(`product.${name}`)}
          hint={name === 'caught' ? t('product.caughtHint') : undefined}
          required={name === 'title'}
        />
      ))}
      <label className={styles.row}>
        <input type="checkbox" name="fresh" defaultChecked={product.fresh} className={styles.check} />
        {t('product.fresh')}
      </label>
      <FieldErrors errors={errorsOf(refused)} />
      <DoneNote reply={reply} deed="facts" />
      <Button type="submit">{t('product.save')}</Button>
    </DeedForm>
  )
}
