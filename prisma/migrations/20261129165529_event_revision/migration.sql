-- AlterTable
ALTER TABLE "training_event" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;
