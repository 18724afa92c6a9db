-- AlterTable
ALTER TABLE "lesson" ADD COLUMN     "saved_by_id" UUID,
ADD COLUMN     "saved_onto" INTEGER,
ADD COLUMN     "saved_page" TEXT;

-- CreateIndex
CREATE INDEX "lesson_saved_by_id_idx" ON "lesson"("saved_by_id");

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_saved_by_id_fkey" FOREIGN KEY ("saved_by_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema cannot say.
ALTER TABLE lesson
  ADD CONSTRAINT lesson_saved_page CHECK ((saved_page IS NULL) = (saved_onto IS NULL)),
  ADD CONSTRAINT lesson_saved_onto CHECK (saved_onto >= 0 AND saved_onto < revision);
