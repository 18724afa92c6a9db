import { Link } from '@remix-run/react'
import clsx from 'clsx'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { Avatar } from '#app/ui/avatar.tsx'
import { Banner } from '#app/ui/banner.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Footer } from '#app/ui/footer.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { TopBar } from '#app/ui/top-bar.tsx'
import { CouponTicket } from '../coupons/coupon-ticket.tsx'
import { discountOf, type Ticket } from '../coupons/coupons.ts'
import { Price } from './price.tsx'
import { ProductFacts, ProductPromises } from './product-facts.tsx'
import { ProductPictures } from './product-pictures.tsx'
import { perJin, type ProductView, type VariantView } from './products.ts'
import styles from './product-page.module.css'

export interface ProductPageView {
  product: ProductView
  tickets: Ticket[]
  /** What her coupons can take off, in fen; nothing for a stranger. */
  coupons: { amountFen: number; thresholdFen: number }[]
  /** It is hers. */
  own: boolean
  /** The live room that she comes from. */
  room: string | null
  /** Where it was explained. */
  clip: string | null
  now: number
}

/** One product: how it looks, what it costs by weight and by the box, who sells it, and one button. */
export function ProductPage(view: ProductPageView) {
  const { product, own, clip } = view
  const { t } = useTranslation('catalog')
  return (
    <>
      <TopBar />
      {product.shop.demo ? <Banner look="note">{t('shop.demo')}</Banner> : null}
      <main id="main" className={styles.main}>
        <div className={styles.show}>
          <ProductPictures title={product.title} pictures={product.pictures} />
          {clip === null ? null : (
            <Link to={clip} className={styles.clip}>
              <Icon name="play" size="small" />
              {t('product.watchClip')}
            </Link>
          )}
        </div>
        <div className={styles.words}>
          <Head product={product} />
          {own || !product.onSale ? (
            <p className={styles.own}>
              {t(product.onSale ? 'product.own' : 'product.offShelf')}{' '}
              <Link to={`/sell/products/${product.id}`}>{t('product.keep')}</Link>
            </p>
          ) : null}
          <Buying {...view} />
          <Tickets {...view} />
          <ProductPromises product={product} />
          <Seller product={product} />
          <ProductFacts product={product} />
        </div>
      </main>
      <Footer />
    </>
  )
}

function Head({ product }: { product: ProductView }) {
  const { t } = useTranslation('catalog')
  const { title, perJinFen, sold, stock, caught, fresh, variants } = product
  const words = [
    sold > 0 ? t('sold', { number: sold }) : '',
    stock > 0 ? t('left', { number: stock }) : t('soldOut'),
  ]
  return (
    <div className={styles.head}>
      <div>
        <Price
          fen={perJinFen}
          unit={t(variants.length > 1 ? 'perJinFrom' : 'perJin')}
          className={styles.price}
        />
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.small}>{words.filter(Boolean).join(' · ')}</p>
      </div>
      {caught && fresh ? (
        <p className={styles.stamp}>
          <span>{t('product.caughtStamp')}</span>
          <b>{caught}</b>
        </p>
      ) : null}
    </div>
  )
}

/** How much she wants, with what coupon, and the one button: a form that works without scripts. */
function Buying({ product, coupons, own, room }: ProductPageView) {
  const { t } = useTranslation('catalog')
  const left = product.variants.filter(({ stock }) => stock > 0)
  const [chosen, setChosen] = useState(left[0]?.id ?? '')
  const variant = left.find(({ id }) => id === chosen)
  return (
    <form method="get" action="/buy" className={styles.buying}>
      {room === null ? null : <input type="hidden" name="room" value={room} />}
      <fieldset className={styles.variants}>
        <legend>
          {t('product.howMuch')} <span className={styles.small}>{t('product.jin')}</span>
        </legend>
        {product.variants.map((one) => (
          <Weight key={one.id} variant={one} chosen={one.id === chosen} onChoose={() => setChosen(one.id)} />
        ))}
      </fieldset>
      {product.onSale && !own ? (
        <div className={styles.bar}>
          {variant === undefined ? (
            <p className={styles.small}>{t('product.soldOutHint')}</p>
          ) : (
            <>
              <p className={styles.sum}>{sumOf(variant, coupons, t)}</p>
              <Button type="submit" look="main" className={styles.buy}>
                {t('product.buy')}
              </Button>
            </>
          )}
        </div>
      ) : null}
    </form>
  )
}

function sumOf(
  { priceFen }: VariantView,
  coupons: ProductPageView['coupons'],
  t: (key: 'product.afterCoupon' | 'product.oneBox', values: { price: string }) => string,
): string {
  const off = coupons.reduce((most, coupon) => Math.max(most, discountOf(coupon, priceFen)), 0)
  return t(off > 0 ? 'product.afterCoupon' : 'product.oneBox', { price: formatFenShort(priceFen - off) })
}

function Tickets({ product, tickets, room, now }: ProductPageView) {
  const back = `/product/${product.id}${room === null ? '' : `?room=${room}`}`
  return (
    <>
      {tickets.map((ticket) => (
        <CouponTicket key={ticket.coupon.id} ticket={ticket} back={back} now={now} />
      ))}
    </>
  )
}

function Weight({
  variant,
  chosen,
  onChoose,
}: {
  variant: VariantView
  chosen: boolean
  onChoose: () => void
}) {
  const { t } = useTranslation('catalog')
  const { language } = usePreferences()
  const { id, weightGrams, priceFen, stock } = variant
  return (
    <label className={clsx(styles.variant, stock === 0 && styles.gone)}>
      <input
        type="radio"
        name="variant"
        value={id}
        checked={chosen}
        disabled={stock === 0}
        onChange={onChoose}
        className={styles.radio}
      />
      <b>{formatWeight(weightGrams, language)}</b>
      <b className={styles.boxPrice}>¥{formatFenShort(priceFen)}</b>
      <span className={styles.small}>
        {stock === 0 ? t('soldOut') : t('each', { price: formatFenShort(perJin(variant)) })}
      </span>
    </label>
  )
}

function Seller({ product: { shop } }: { product: ProductView }) {
  const { t } = useTranslation('catalog')
  return (
    <div className={styles.seller}>
      <Avatar name={shop.seller.name} picture={shop.picture ?? shop.seller.picture} />
      <div className={styles.sellerWords}>
        <b>{shop.name}</b>
        <span className={styles.small}>{shop.place}</span>
      </div>
      <ButtonLink to={`/shop/${shop.slug}`} look="line">
        {t('shop.enter')}
      </ButtonLink>
      <p className={styles.licence}>
        <b>{t(`shop.${shop.licenceKind}`)}</b> {shop.licenceWords}
      </p>
    </div>
  )
}
