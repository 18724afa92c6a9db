import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { Banner } from '#app/ui/banner.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { PlainPage, Section } from '#app/ui/plain-page.tsx'
import type { Ticket } from '../coupons/coupons.ts'
import { CouponTicket } from '../coupons/coupon-ticket.tsx'
import { ProductCards } from './product-cards.tsx'
import type { ShelfItem, ShopView } from './products.ts'
import styles from './shop-page.module.css'

export interface ShopPageView {
  shop: ShopView
  items: ShelfItem[]
  tickets: Ticket[]
  /** The seller's live room, where she has one that anybody may watch. */
  room: string | null
  now: number
}

/** One seller's shop: who she is and with what licence, what she gives out, what she sells. */
export function ShopPage({ shop, items, tickets, room, now }: ShopPageView) {
  const { t } = useTranslation('catalog')
  return (
    <PlainPage title={shop.name} wide>
      {shop.demo ? <Banner look="note">{t('shop.demo')}</Banner> : null}
      <div className={styles.seller}>
        <Avatar name={shop.seller.name} picture={shop.picture ?? shop.seller.picture} />
        <div className={styles.words}>
          <p>
            <b>{t('shop.seller', { name: shop.seller.name })}</b>
          </p>
          <p className={styles.small}>{shop.place}</p>
        </div>
        {room === null ? null : (
          <ButtonLink to={`/live/${room}`} look="line">
            {t('shop.live')}
          </ButtonLink>
        )}
      </div>
      {shop.about ? <p>{shop.about}</p> : null}
      {tickets.map((ticket) => (
        <CouponTicket key={ticket.coupon.id} ticket={ticket} back={`/shop/${shop.slug}`} now={now} />
      ))}
      {items.length > 0 ? (
        <ProductCards items={items} heading={t('shop.products')} />
      ) : (
        <p className={styles.empty}>{t('shop.empty')}</p>
      )}
      <Section title={t('shop.licence')}>
        <LicenceWords shop={shop} />
      </Section>
    </PlainPage>
  )
}

/** What gives her the right to sell, as every buyer may see it (亮照). */
export function LicenceWords({ shop }: { shop: Pick<ShopView, 'licenceKind' | 'licenceWords'> }) {
  const { t } = useTranslation('catalog')
  return (
    <div>
      <p className={styles.small}>{t(`shop.${shop.licenceKind}`)}</p>
      <p>{shop.licenceWords}</p>
    </div>
  )
}
