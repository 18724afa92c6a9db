import { randomInt, randomUUID } from 'node:crypto'
import { tz } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { formatTime, timeZone } from '#app/kernel/clock.ts'
import { Prisma } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { formatFen } from '#app/kernel/money.ts'
import { jobCall } from '#app/kernel/outbox.server.ts'
import { done, refused, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { redeemClaim } from '../coupons/claims.server.ts'
import { findAddresses, rememberingStatement, sealAddress, type KnownAddress } from './addresses.server.ts'
import { isDistrict } from '#app/kernel/divisions.server.ts'
import { findOffer, objectionTo, type Offer } from './offers.server.ts'
import { tellingStatement } from './order-news.server.ts'
import { mostUnpaid, payWithinMs, type PlaceOrder, type PlaceRefusal } from './orders.ts'

type Placed = { id: string; number: string }

/**
 * Takes the boxes off the shelf, redeems the coupon and places the order, all or nothing, at the total that the buyer
 * was shown. Idempotent by buyer and key: sent again, also at the same moment, it answers the same order.
 */
export async function placeOrder(
  input: PlaceOrder,
  now = new Date(),
): Promise<Outcome<Placed, PlaceRefusal>> {
  const placed = await tryToPlace(input, now)
  if (placed.ok) return placed
  // It may be refused only because it was sent before: that one took the last box, or the coupon.
  const before = await findPlaced(input)
  return before === null ? placed : done(before)
}

const attempts = 5

async function tryToPlace(input: PlaceOrder, now: Date): Promise<Outcome<Placed, PlaceRefusal>> {
  if (!isDistrict(input.division)) return refused('unknown-division')
  const [offer, known] = await Promise.all([findOffer(input.variantId), findAddresses(input.buyerId)])
  const objection = objectionTo(offer, input)
  if (offer === null || objection !== null) return refused(objection ?? 'gone')
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await place({ input, offer, known, now, id: randomUUID(), number: orderNumber(now) })
    } catch (error) {
      if (!isDuplicate(error)) throw error
      const before = await findPlaced(input)
      if (before !== null) return done(before)
      // Its number was another's: once in a million, another one is taken.
      if (attempt === attempts) throw error
    }
  }
}

interface Placing extends Placed {
  input: PlaceOrder
  offer: Offer
  known: readonly KnownAddress[]
  now: Date
}

function place(placing: Placing): Promise<Outcome<Placed, PlaceRefusal>> {
  const { input, now, id, number } = placing
  const actor = { kind: 'person', id: input.buyerId } as const
  return transact({ actor, action: 'order.place', subject: `order:${id}` }, async (tx, refuse, note) => {
    await lockBuyer(tx, input.buyerId)
    const discountFen = await redeem(tx, placing)
    if (discountFen === null) throw refuse('coupon-gone')
    const payUntil = new Date(now.getTime() + payWithinMs)
    if (!(await reserve(tx, { ...placing, discountFen, payUntil }))) throw refuse(await whyNot(tx, input))
    const { variantId, quantity, claimId, shownTotalFen: totalFen } = input
    note({ after: { number, variantId, quantity, claimId, discountFen, totalFen } })
    return { id, number }
  })
}

/** One buyer's orders are placed one after the other, so that no crowd of them passes the limit together. */
async function lockBuyer(tx: Transaction, buyerId: string): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM person WHERE id = ${buyerId}::uuid FOR NO KEY UPDATE`
}

const unpaidOrders = (buyerId: string) => Prisma.sql`
  SELECT count(*)::int AS count FROM shop_order
  WHERE buyer_id = ${buyerId}::uuid AND status IN ('awaiting_payment', 'closing')`

/** Why nothing was reserved, as it stands now. */
async function whyNot(tx: Transaction, input: PlaceOrder): Promise<PlaceRefusal> {
  const [unpaid] = await tx.$queryRaw<{ count: number }[]>(unpaidOrders(input.buyerId))
  if (unpaid !== undefined && unpaid.count >= mostUnpaid) return 'unpaid'
  return objectionTo(await findOffer(input.variantId, tx), input) ?? 'price-changed'
}

/** What the coupon takes off, in fen: 0 where none is wanted, null where it cannot be used. */
async function redeem(tx: Transaction, { input, offer, now, id }: Placing): Promise<number | null> {
  if (input.claimId === null) return 0
  const discountFen = await redeemClaim(tx, {
    claimId: input.claimId,
    personId: input.buyerId,
    shopId: offer.shopId,
    goodsFen: offer.priceFen * input.quantity,
    orderId: id,
    now,
  })
  return discountFen
}

interface Reserving extends Placing {
  discountFen: number
  payUntil: Date
}

/**
 * One statement: the stock goes down only where all that was promised still holds (on sale, enough of it, not her own,
 * the goods' price that the coupon was redeemed for, the total that she was shown, few enough unpaid), and with it come
 * the order, its line and the movement, her address, her news and the job that ends its time to be paid. False where it
 * does not hold: the transaction has to be undone.
 */
async function reserve(tx: Transaction, order: Reserving): Promise<boolean> {
  const { input, offer, known, now, id, discountFen, payUntil } = order
  const { buyerId, variantId, quantity } = input
  const goodsFen = offer.priceFen * quantity
  const expiry = { task: 'shop.expire-order', payload: { orderId: id }, runAt: payUntil }
  const count = await tx.$executeRaw`
    WITH goods AS (
      UPDATE variant SET stock = stock - ${quantity}::int
      FROM product JOIN shop ON shop.id = product.shop_id
      WHERE variant.id = ${variantId}::uuid AND product.id = variant.product_id
        AND NOT variant.retired AND product.status = 'on_sale' AND shop.seller_id <> ${buyerId}::uuid
        AND variant.stock >= ${quantity}::int AND (${unpaidOrders(buyerId)}) < ${mostUnpaid}::int
        AND (variant.most_at_once IS NULL OR variant.most_at_once >= ${quantity}::int)
        AND variant.price_fen::bigint * ${quantity}::int = ${goodsFen}::bigint
        AND ${goodsFen}::bigint - ${discountFen}::int + shop.freight_fen = ${input.shownTotalFen}::bigint
      RETURNING variant.id AS variant_id, variant.weight_grams, variant.price_fen, product.id AS product_id,
        product.title, shop.id AS shop_id, shop.freight_fen
    ), placed AS (${orderStatement(order, goodsFen)}
    ), line AS (
      INSERT INTO order_line (id, order_id, variant_id, title, picture, weight_grams, price_fen, quantity)
      SELECT gen_random_uuid(), ${id}::uuid, variant_id, title,
        (SELECT path FROM product_picture WHERE product_picture.product_id = goods.product_id ORDER BY place LIMIT 1),
        weight_grams, price_fen, ${quantity}::int
      FROM goods
    ), address_of_hers AS (${rememberingStatement({ personId: buyerId, address: input, known, now })}
    ), news AS (${newsOfPlacing(order)}
    )
    INSERT INTO stock_movement (id, variant_id, kind, quantity, order_id, person_id, at)
    SELECT gen_random_uuid(), variant_id, 'reserved', -${quantity}::int, ${id}::uuid, ${buyerId}::uuid, ${now}::timestamptz
    FROM goods CROSS JOIN ${jobCall(expiry)} AS expiry`
  return count === 1
}

/** The order's own row, of what `goods` reserved. */
function orderStatement({ input, now, id, number, discountFen, payUntil }: Reserving, goodsFen: number) {
  const to = sealAddress(input)
  return Prisma.sql`
      INSERT INTO shop_order (id, number, buyer_id, shop_id, key, goods_fen, discount_fen, freight_fen, total_fen,
        broadcast_id, recipient_cipher, phone_cipher, phone_last4, division_code, detail_cipher, wish, placed_at, pay_until)
      SELECT ${id}::uuid, ${number}, ${input.buyerId}::uuid, shop_id, ${input.key}::uuid, ${goodsFen}::int,
        ${discountFen}::int, freight_fen, ${input.shownTotalFen}::int, ${input.broadcastId}::uuid,
        ${to.recipientCipher}, ${to.phoneCipher}, ${to.phoneLast4}, ${to.divisionCode}, ${to.detailCipher},
        ${input.wish}, ${now}::timestamptz, ${payUntil}::timestamptz
      FROM goods`
}

function newsOfPlacing({ input, offer, now, id, number, payUntil }: Reserving) {
  const total = formatFen(input.shownTotalFen)
  const params = { number, title: offer.title, total, until: formatTime(payUntil) }
  return tellingStatement({ personId: input.buyerId, orderId: id, kind: 'orders:news.placed', params }, now)
}

function findPlaced({ buyerId, key }: PlaceOrder): Promise<Placed | null> {
  return database().order.findUnique({
    where: { buyerId_key: { buyerId, key } },
    select: { id: true, number: true },
  })
}

/** The day in Qingdao and eight digits by chance ("26112449102836"): read out easily, guessed hardly. */
function orderNumber(now: Date): string {
  const chance = String(randomInt(100_000_000)).padStart(8, '0')
  return `${format(now, 'yyMMdd', { in: tz(timeZone) })}${chance}`
}
