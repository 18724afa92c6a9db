-- CreateIndex
CREATE INDEX "broadcast_started_at_idx" ON "broadcast"("started_at");

-- CreateIndex
CREATE INDEX "certificate_issued_at_idx" ON "certificate"("issued_at");

-- CreateIndex
CREATE INDEX "check_in_came_at_idx" ON "check_in"("came_at");

-- CreateIndex
CREATE INDEX "membership_until_idx" ON "membership"("until");

-- CreateIndex
CREATE INDEX "shop_order_paid_at_idx" ON "shop_order"("paid_at");
