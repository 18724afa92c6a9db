import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { ShopFields } from './shop-form.tsx'
import './keeping-texts.ts'
import styles from './keeping.module.css'

export interface SellHome {
  slug: string
  name: string
  toSend: number
  onSale: number
  products: number
}

/** Where selling begins: the one thing that matters now, and the way to everything else. */
export function SellPage({ home }: { home: SellHome }) {
  const { t } = useTranslation('keeping')
  const { toSend, products, onSale, slug } = home
  const isEmpty = products === 0
  return (
    <PlainPage title={home.name}>
      <p className={styles.lead}>
        {toSend > 0
          ? t('home.toSend', { number: toSend })
          : t(isEmpty ? 'home.noProducts' : 'home.nothingToSend')}
      </p>
      {toSend > 0 ? (
        <ButtonLink to="/sell/orders" look="main">
          {t('home.open')}
        </ButtonLink>
      ) : isEmpty ? (
        <ButtonLink to="/sell/products" look="main">
          {t('home.addFirst')}
        </ButtonLink>
      ) : null}
      <nav aria-label={t('home.title')} className={styles.rows}>
        <NavRow to="/sell/orders" title={t('home.orders')} hint={t('home.ordersHint')} />
        <NavRow
          to="/sell/products"
          title={t('home.products')}
          hint={t('home.productsHint', { number: onSale })}
        />
        <NavRow to="/sell/coupons" title={t('home.coupons')} hint={t('home.couponsHint')} />
        <NavRow to="/sell/shop" title={t('home.shop')} hint={t('home.shopHint')} />
        <NavRow to={`/shop/${slug}`} title={t('home.visit')} />
        <NavRow to="/studio" title={t('home.studio')} hint={t('home.studioHint')} />
      </nav>
    </PlainPage>
  )
}

/** A host without a shop opens one; anyone else is told whom to ask. */
export function OpenShopPage({ mayOpen, reply }: { mayOpen: boolean; reply: FormReply | undefined }) {
  const { t } = useTranslation('keeping')
  if (!mayOpen)
    return (
      <PlainPage title={t('home.title')}>
        <PageState art="/art/scene-stall.svg" title={t('open.notYet')}>
          {t('open.notYetHint')}
        </PageState>
      </PlainPage>
    )
  return (
    <PlainPage title={t('open.title')}>
      <p className={styles.hint}>{t('open.lead')}</p>
      <ShopFields shop={null} reply={reply} save={t('open.save')} />
    </PlainPage>
  )
}
