-- CreateTable
CREATE TABLE "demo_part" (
    "name" TEXT NOT NULL,
    "laid_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "demo_part_pkey" PRIMARY KEY ("name")
);
