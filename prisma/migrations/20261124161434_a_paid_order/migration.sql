-- CreateEnum
CREATE TYPE "licence" AS ENUM ('licensed', 'exempt');

-- CreateEnum
CREATE TYPE "product_status" AS ENUM ('draft', 'on_sale', 'off_sale');

-- CreateEnum
CREATE TYPE "stock_movement_kind" AS ENUM ('received', 'corrected', 'reserved', 'released', 'returned');

-- CreateEnum
CREATE TYPE "claim_status" AS ENUM ('held', 'redeemed');

-- CreateEnum
CREATE TYPE "order_status" AS ENUM ('awaiting_payment', 'closing', 'cancelled', 'paid', 'dispatched', 'received', 'refunding', 'refunded');

-- CreateEnum
CREATE TYPE "refund_status" AS ENUM ('asked', 'done', 'failed');

-- CreateEnum
CREATE TYPE "refund_cause" AS ENUM ('seller', 'too_late');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "entry_kind" ADD VALUE 'pin';
ALTER TYPE "entry_kind" ADD VALUE 'coupon';
ALTER TYPE "entry_kind" ADD VALUE 'order';
ALTER TYPE "entry_kind" ADD VALUE 'sold_out';

-- CreateTable
CREATE TABLE "notification" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "path" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "about" TEXT NOT NULL DEFAULT '',
    "seller_id" UUID NOT NULL,
    "picture" TEXT,
    "licence_kind" "licence" NOT NULL,
    "licence_words" TEXT NOT NULL,
    "licence_photo" TEXT,
    "freight_fen" INTEGER NOT NULL DEFAULT 0,
    "dispatch_words" TEXT NOT NULL DEFAULT '',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "product_status" NOT NULL DEFAULT 'draft',
    "place" INTEGER NOT NULL DEFAULT 0,
    "origin" TEXT NOT NULL DEFAULT '',
    "caught" TEXT NOT NULL DEFAULT '',
    "size" TEXT NOT NULL DEFAULT '',
    "storage" TEXT NOT NULL DEFAULT '',
    "about" TEXT NOT NULL DEFAULT '',
    "fresh" BOOLEAN NOT NULL DEFAULT true,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "product_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "product_picture" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "path" TEXT NOT NULL,
    "place" INTEGER NOT NULL,

    CONSTRAINT "product_picture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "variant" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "weight_grams" INTEGER NOT NULL,
    "price_fen" INTEGER NOT NULL,
    "stock" INTEGER NOT NULL DEFAULT 0,
    "most_at_once" INTEGER,
    "place" INTEGER NOT NULL DEFAULT 0,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stock_movement" (
    "id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "kind" "stock_movement_kind" NOT NULL,
    "quantity" INTEGER NOT NULL,
    "order_id" UUID,
    "person_id" UUID,
    "why" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_movement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coupon" (
    "id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "threshold_fen" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "claimed" INTEGER NOT NULL DEFAULT 0,
    "per_person" INTEGER NOT NULL DEFAULT 1,
    "must_follow" BOOLEAN NOT NULL,
    "opens_at" TIMESTAMPTZ(3) NOT NULL,
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),
    "key" UUID NOT NULL,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "coupon_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" UUID NOT NULL,
    "coupon_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "key" UUID NOT NULL,
    "status" "claim_status" NOT NULL DEFAULT 'held',
    "claimed_at" TIMESTAMPTZ(3) NOT NULL,
    "redeemed_at" TIMESTAMPTZ(3),
    "order_id" UUID,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "recipient_cipher" TEXT NOT NULL,
    "phone_cipher" TEXT NOT NULL,
    "phone_last4" CHAR(4) NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "detail_cipher" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shop_order" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "buyer_id" UUID NOT NULL,
    "shop_id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "status" "order_status" NOT NULL DEFAULT 'awaiting_payment',
    "goods_fen" INTEGER NOT NULL,
    "discount_fen" INTEGER NOT NULL,
    "freight_fen" INTEGER NOT NULL,
    "total_fen" INTEGER NOT NULL,
    "broadcast_id" UUID,
    "recipient_cipher" TEXT NOT NULL,
    "phone_cipher" TEXT NOT NULL,
    "phone_last4" CHAR(4) NOT NULL,
    "division_code" CHAR(6) NOT NULL,
    "detail_cipher" TEXT NOT NULL,
    "wish" TEXT NOT NULL DEFAULT '',
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "pay_until" TIMESTAMPTZ(3) NOT NULL,
    "checkout_asked_at" TIMESTAMPTZ(3),
    "checkout_session" TEXT,
    "paid_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "dispatched_at" TIMESTAMPTZ(3),
    "carrier" TEXT,
    "tracking_number" TEXT,
    "received_at" TIMESTAMPTZ(3),
    "refunded_at" TIMESTAMPTZ(3),

    CONSTRAINT "shop_order_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "order_line" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "variant_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "picture" TEXT,
    "weight_grams" INTEGER NOT NULL,
    "price_fen" INTEGER NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "order_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "payment_intent" TEXT NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "paid_at" TIMESTAMPTZ(3) NOT NULL,
    "kept" BOOLEAN NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount_fen" INTEGER NOT NULL,
    "cause" "refund_cause" NOT NULL,
    "status" "refund_status" NOT NULL DEFAULT 'asked',
    "reason" TEXT NOT NULL,
    "asked_by_id" UUID,
    "stripe_refund" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stripe_event" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "stripe_event_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "notification_person_id_at_idx" ON "notification"("person_id", "at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "shop_slug_key" ON "shop"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "shop_seller_id_key" ON "shop"("seller_id");

-- CreateIndex
CREATE INDEX "product_shop_id_status_place_idx" ON "product"("shop_id", "status", "place");

-- CreateIndex
CREATE INDEX "product_picture_product_id_place_idx" ON "product_picture"("product_id", "place");

-- CreateIndex
CREATE INDEX "variant_product_id_place_idx" ON "variant"("product_id", "place");

-- CreateIndex
CREATE INDEX "stock_movement_variant_id_at_idx" ON "stock_movement"("variant_id", "at");

-- CreateIndex
CREATE INDEX "stock_movement_order_id_idx" ON "stock_movement"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "coupon_key_key" ON "coupon"("key");

-- CreateIndex
CREATE INDEX "coupon_shop_id_closes_at_idx" ON "coupon"("shop_id", "closes_at");

-- CreateIndex
CREATE UNIQUE INDEX "claim_order_id_key" ON "claim"("order_id");

-- CreateIndex
CREATE INDEX "claim_person_id_status_idx" ON "claim"("person_id", "status");

-- CreateIndex
CREATE UNIQUE INDEX "claim_coupon_id_person_id_ordinal_key" ON "claim"("coupon_id", "person_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "claim_coupon_id_person_id_key_key" ON "claim"("coupon_id", "person_id", "key");

-- CreateIndex
CREATE INDEX "address_person_id_used_at_idx" ON "address"("person_id", "used_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "shop_order_number_key" ON "shop_order"("number");

-- CreateIndex
CREATE UNIQUE INDEX "shop_order_checkout_session_key" ON "shop_order"("checkout_session");

-- CreateIndex
CREATE INDEX "shop_order_buyer_id_placed_at_idx" ON "shop_order"("buyer_id", "placed_at" DESC);

-- CreateIndex
CREATE INDEX "shop_order_shop_id_status_placed_at_idx" ON "shop_order"("shop_id", "status", "placed_at");

-- CreateIndex
CREATE INDEX "shop_order_broadcast_id_idx" ON "shop_order"("broadcast_id");

-- CreateIndex
CREATE INDEX "shop_order_status_pay_until_idx" ON "shop_order"("status", "pay_until");

-- CreateIndex
CREATE UNIQUE INDEX "shop_order_buyer_id_key_key" ON "shop_order"("buyer_id", "key");

-- CreateIndex
CREATE INDEX "order_line_order_id_idx" ON "order_line"("order_id");

-- CreateIndex
CREATE INDEX "order_line_variant_id_idx" ON "order_line"("variant_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_payment_intent_key" ON "payment"("payment_intent");

-- CreateIndex
CREATE INDEX "payment_order_id_idx" ON "payment"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "refund_stripe_refund_key" ON "refund"("stripe_refund");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- CreateIndex
CREATE INDEX "refund_status_idx" ON "refund"("status");

-- AddForeignKey
ALTER TABLE "notification" ADD CONSTRAINT "notification_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop" ADD CONSTRAINT "shop_seller_id_fkey" FOREIGN KEY ("seller_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product" ADD CONSTRAINT "product_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_picture" ADD CONSTRAINT "product_picture_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "variant" ADD CONSTRAINT "variant_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "product"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_coupon_id_fkey" FOREIGN KEY ("coupon_id") REFERENCES "coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_buyer_id_fkey" FOREIGN KEY ("buyer_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shop_order" ADD CONSTRAINT "shop_order_shop_id_fkey" FOREIGN KEY ("shop_id") REFERENCES "shop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "shop_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "order_line" ADD CONSTRAINT "order_line_variant_id_fkey" FOREIGN KEY ("variant_id") REFERENCES "variant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "shop_order"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Hand-written, since Prisma's schema cannot say it: money, stock and coupons.

ALTER TABLE shop
  ADD CONSTRAINT shop_freight CHECK (freight_fen >= 0),
  ADD CONSTRAINT shop_licence CHECK (btrim(licence_words) <> '');

ALTER TABLE variant
  ADD CONSTRAINT variant_amounts CHECK (weight_grams > 0 AND price_fen > 0 AND most_at_once > 0),
  ADD CONSTRAINT variant_stock CHECK (stock >= 0);

ALTER TABLE stock_movement
  ADD CONSTRAINT stock_movement_direction CHECK (
    CASE kind WHEN 'received' THEN quantity > 0 WHEN 'reserved' THEN quantity < 0
      WHEN 'released' THEN quantity > 0 WHEN 'returned' THEN quantity > 0 ELSE quantity <> 0 END),
  ADD CONSTRAINT stock_movement_of_an_order CHECK ((kind IN ('reserved', 'released', 'returned')) = (order_id IS NOT NULL));

ALTER TABLE coupon
  ADD CONSTRAINT coupon_amounts CHECK (amount_fen > 0 AND threshold_fen >= 0 AND total > 0 AND per_person BETWEEN 1 AND 10),
  -- A coupon never makes something cost nothing.
  ADD CONSTRAINT coupon_leaves_something CHECK (threshold_fen = 0 OR amount_fen < threshold_fen),
  ADD CONSTRAINT coupon_claimed CHECK (claimed BETWEEN 0 AND total),
  ADD CONSTRAINT coupon_times CHECK (closes_at > opens_at AND valid_until >= closes_at);

ALTER TABLE claim
  ADD CONSTRAINT claim_ordinal CHECK (ordinal > 0),
  ADD CONSTRAINT claim_redeemed CHECK ((status = 'redeemed') = (order_id IS NOT NULL) AND (order_id IS NULL) = (redeemed_at IS NULL));

ALTER TABLE shop_order
  ADD CONSTRAINT shop_order_sum CHECK (
    total_fen = goods_fen - discount_fen + freight_fen AND goods_fen > 0 AND freight_fen >= 0
    AND discount_fen BETWEEN 0 AND goods_fen AND total_fen > 0),
  ADD CONSTRAINT shop_order_dispatched CHECK (dispatched_at IS NULL OR (carrier IS NOT NULL AND tracking_number IS NOT NULL));

ALTER TABLE order_line
  ADD CONSTRAINT order_line_amounts CHECK (quantity > 0 AND price_fen > 0 AND weight_grams > 0);

ALTER TABLE payment
  ADD CONSTRAINT payment_amount CHECK (amount_fen > 0);
-- An order is paid once, whatever arrives.
CREATE UNIQUE INDEX payment_kept_once ON payment (order_id) WHERE kept;

ALTER TABLE refund
  ADD CONSTRAINT refund_amount CHECK (amount_fen > 0),
  ADD CONSTRAINT refund_reason CHECK (btrim(reason) <> ''),
  ADD CONSTRAINT refund_done CHECK ((status = 'done') = (done_at IS NOT NULL));

-- Why the stock is what it is stays on the record.
CREATE FUNCTION refuse_stock_movement_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'stock movements are append-only' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE ON stock_movement
  FOR EACH ROW EXECUTE FUNCTION refuse_stock_movement_change();
