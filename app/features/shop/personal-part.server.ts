import type { OrderStatus } from '#app/generated/prisma/enums.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import type { Json } from '#app/kernel/json.ts'
import type { PersonalPart } from '#app/kernel/personal-data.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { openAddress } from './orders/addresses.server.ts'

/** While an order of hers, or to her shop, is in one of these it has to be seen through first. */
const inProgress: OrderStatus[] = ['awaiting_payment', 'closing', 'paid', 'dispatched', 'refunding']

/**
 * What she bought and where it was sent. An order stays for the books, without who it went to; so does a seller's shop with
 * its licence, which the law asks to be kept, with nothing on its shelf any more.
 */
export const personalPart: PersonalPart<'order-open' | 'shop-order-open'> = {
  columns: [
    'address.recipient_cipher',
    'address.phone_cipher',
    'address.phone_last4',
    'address.detail_cipher',
    'shop_order.recipient_cipher',
    'shop_order.phone_cipher',
    'shop_order.phone_last4',
    'shop_order.detail_cipher',
    'shop_order.wish',
  ],
  async findObstacle(tx, { personId }) {
    if (personId === null) return null
    const status = { in: inProgress }
    if ((await tx.order.count({ where: { buyerId: personId, status } })) > 0) return 'order-open'
    const toHer = await tx.order.count({ where: { shop: { sellerId: personId }, status } })
    return toHer > 0 ? 'shop-order-open' : null
  },
  async gather(tx, { personId }) {
    if (personId === null) return null
    return {
      addresses: await gatherAddresses(tx, personId),
      orders: await gatherOrders(tx, personId),
      coupons: await gatherCoupons(tx, personId),
      shop: await gatherShop(tx, personId),
    }
  },
  async erase(tx, { personId }, now) {
    if (personId === null) return
    await tx.address.deleteMany({ where: { personId } })
    const nobody = sealPersonal('')
    const nowhere = { recipientCipher: nobody, phoneCipher: nobody, phoneLast4: '', detailCipher: nobody }
    await tx.order.updateMany({ where: { buyerId: personId }, data: { ...nowhere, wish: '' } })
    const shop = { sellerId: personId }
    await tx.product.updateMany({ where: { shop, status: 'on_sale' }, data: { status: 'off_sale' } })
    await tx.coupon.updateMany({ where: { shop, stoppedAt: null }, data: { stoppedAt: now } })
  },
}

async function gatherAddresses(tx: Transaction, personId: string): Promise<Json> {
  const rows = await tx.address.findMany({ where: { personId }, orderBy: { usedAt: 'desc' } })
  return rows.map((row) => ({ ...openAddress(row), usedAt: row.usedAt.toISOString() }))
}

async function gatherOrders(tx: Transaction, buyerId: string): Promise<Json> {
  const rows = await tx.order.findMany({
    where: { buyerId },
    orderBy: { placedAt: 'desc' },
    include: {
      shop: { select: { name: true } },
      lines: true,
      payments: { include: { refunds: true } },
    },
  })
  return rows.map((row) => ({
    ...{ number: row.number, shop: row.shop.name, status: row.status },
    goods: row.lines.map(({ title, weightGrams, priceFen, quantity }) => ({
      ...{ title, weightGrams, priceFen, quantity },
    })),
    ...{ goodsFen: row.goodsFen, discountFen: row.discountFen, freightFen: row.freightFen },
    totalFen: row.totalFen,
    sentTo: openAddress(row),
    wish: row.wish,
    placedAt: row.placedAt.toISOString(),
    ...{ carrier: row.carrier, trackingNumber: row.trackingNumber },
    payments: row.payments.map(({ way, amountFen, paidAt, refunds }) => ({
      ...{ way, amountFen, paidAt: paidAt.toISOString() },
      refunds: refunds.map((refund) => ({ amountFen: refund.amountFen, reason: refund.reason })),
    })),
  }))
}

async function gatherCoupons(tx: Transaction, personId: string): Promise<Json> {
  const rows = await tx.claim.findMany({
    where: { personId },
    orderBy: { claimedAt: 'desc' },
    include: { coupon: { include: { shop: { select: { name: true } } } } },
  })
  return rows.map(({ coupon, status, claimedAt }) => ({
    ...{ shop: coupon.shop.name, amountFen: coupon.amountFen, thresholdFen: coupon.thresholdFen },
    ...{ status, claimedAt: claimedAt.toISOString() },
  }))
}

async function gatherShop(tx: Transaction, sellerId: string): Promise<Json> {
  const shop = await tx.shop.findUnique({ where: { sellerId } })
  if (shop === null) return null
  const { name, place, about, licenceKind, licenceWords, licencePhoto } = shop
  return { name, place, about, licenceKind, licenceWords, licencePhoto }
}
