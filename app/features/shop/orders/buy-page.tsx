import { Form, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFen, formatFenShort } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { Icon } from '#app/ui/icon.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { perJin } from '../catalog/products.ts'
import { AddressPart } from './address-part.tsx'
import type { BuyView } from './buy.ts'
import { CouponPart } from './coupon-part.tsx'
import { GoodsRow } from './goods-row.tsx'
import type { Quote } from './order-view.ts'
import { Sums } from './sums.tsx'
import { Surface } from '#app/ui/surface.tsx'
import './order-texts.ts'
import styles from './buy-page.module.css'

interface Buying {
  view: BuyView
  /** For an order that was not sent yet; one that was refused keeps its own. */
  freshKey: string
  reply: FormReply | undefined
}

/** Buys one kind of box: how many, where to, with which coupon, and what it comes to, on one page. */
export function BuyPage({ view, freshKey, reply }: Buying) {
  const { t } = useTranslation('orders')
  const { product, objection } = view.quote
  const back = { to: `/product/${product.id}`, words: t('buy.back') }
  return (
    <PlainPage title={t('buy.title')} back={back}>
      {objection === 'own-goods' || objection === 'gone' || view.most === 0 ? (
        <NotForSale view={view} />
      ) : (
        <BuyForm view={view} freshKey={freshKey} reply={reply} />
      )}
    </PlainPage>
  )
}

function NotForSale({ view: { quote } }: { view: BuyView }) {
  const { t } = useTranslation('orders')
  const { objection, product, shop } = quote
  const why = objection === 'own-goods' ? 'own' : objection === 'gone' ? 'goneNow' : 'soldOut'
  return (
    <PageState
      level="h2"
      art={why === 'goneNow' ? '/art/scene-stall.svg' : (product.picture ?? '/art/scene-stall.svg')}
      title={t(`buy.${why}`)}
      action={
        <ButtonLink to={why === 'own' ? `/product/${product.id}` : `/shop/${shop.slug}`} look="sea">
          {t(why === 'own' ? 'buy.toProduct' : 'buy.toShop')}
        </ButtonLink>
      }
    >
      {t(`buy.${why}Hint`)}
    </PageState>
  )
}

function BuyForm({ view, freshKey, reply }: Buying) {
  const { t } = useTranslation('orders')
  const { quote } = view
  // However often the page is loaded anew beneath her, what she sends is one order.
  const [keptKey] = useState(freshKey)
  const { state, formData } = useNavigation()
  const busy = state !== 'idle' && formData !== undefined
  const form = useRef<HTMLFormElement>(null)
  // What she can mend is brought before her.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [reply])
  const placing = busy && formData.get('step') === 'place'
  return (
    <Form ref={form} method="post" className={styles.form}>
      {/* First in the form: what the Enter key presses. */}
      <button
        type="submit"
        name="step"
        value="look"
        formNoValidate
        tabIndex={-1}
        aria-hidden="true"
        className="visually-hidden"
      />
      <input type="hidden" name="key" value={typedIn(reply, 'key') ?? keptKey} />
      <input type="hidden" name="shown" value={quote.totalFen} />
      <Goods view={view} busy={busy} />
      <AddressPart view={view} reply={reply} />
      <CouponPart quote={quote} />
      <Surface>
        <Field
          name="wish"
          label={t('buy.wish')}
          hint={t('buy.wishHint')}
          defaultValue={typedIn(reply, 'wish')}
          errors={errorsOf(reply, 'wish')}
          maxLength={200}
        />
      </Surface>
      <Total quote={quote} />
      {quote.product.fresh ? <Notice>{t('buy.fresh')}</Notice> : null}
      {view.payOn ? null : <Notice>{t('buy.payOff')}</Notice>}
      <div className={styles.bar}>
        <FieldErrors errors={errorsOf(reply)} />
        <Button type="submit" look="main" name="step" value="place" disabled={busy} className={styles.place}>
          {placing
            ? t('buy.placing')
            : t(view.payOn ? 'buy.place' : 'buy.placeOnly', { total: formatFen(quote.totalFen) })}
        </Button>
      </div>
    </Form>
  )
}

function Goods({ view, busy }: { view: BuyView; busy: boolean }) {
  const { t } = useTranslation('orders')
  const { language } = usePreferences()
  const { product, variant, shop, quantity } = view.quote
  return (
    <Surface>
      <GoodsRow
        picture={product.picture}
        title={product.title}
        end={t('total', { total: formatFenShort(variant.priceFen) })}
      >
        <p>{t('buy.box', { weight: formatWeight(variant.weightGrams, language) })}</p>
        <p>{t('buy.perJin', { price: formatFenShort(perJin(variant)) })}</p>
        <p>{t('buy.ofShop', { shop: shop.name })}</p>
      </GoodsRow>
      <div className={styles.boxes}>
        <span className={styles.boxesWords}>
          <b>{t('buy.quantity')}</b>
          <span className={styles.left}>
            {view.most < variant.stock
              ? t('buy.most', { boxes: view.most })
              : t('buy.left', { boxes: variant.stock })}
          </span>
        </span>
        <input type="hidden" name="quantity" value={quantity} />
        <span className={styles.stepper}>
          <Button
            type="submit"
            look="quiet"
            icon="minus"
            round
            name="step"
            value="less"
            formNoValidate
            disabled={busy || quantity <= 1}
          >
            {t('buy.less')}
          </Button>
          <output className={styles.count} aria-live="polite">
            {quantity}
          </output>
          <Button
            type="submit"
            look="quiet"
            icon="plus"
            round
            name="step"
            value="more"
            formNoValidate
            disabled={busy || quantity >= view.most}
          >
            {t('buy.more')}
          </Button>
        </span>
      </div>
    </Surface>
  )
}

function Total({ quote }: { quote: Quote }) {
  const { t } = useTranslation('orders')
  const amount = (fen: number) => t('total', { total: formatFen(fen) })
  return (
    <Surface>
      <Sums
        sums={[
          { words: t('buy.sums.goods'), amount: amount(quote.goodsFen) },
          ...(quote.discountFen > 0
            ? [{ words: t('buy.sums.discount'), amount: t('minus', { total: formatFen(quote.discountFen) }) }]
            : []),
          {
            words: t('buy.sums.freight'),
            amount: quote.freightFen > 0 ? amount(quote.freightFen) : t('buy.sums.freeFreight'),
          },
        ]}
      />
      <p className={styles.total} aria-live="polite">
        <span>{t('buy.sums.total')}</span>
        <b className={styles.figure}>{amount(quote.totalFen)}</b>
      </p>
    </Surface>
  )
}

/** Said before she presses, not after. */
function Notice({ children }: { children: ReactNode }) {
  return (
    <p className={styles.notice}>
      <Icon name="alert" size="small" />
      <span>{children}</span>
    </p>
  )
}
