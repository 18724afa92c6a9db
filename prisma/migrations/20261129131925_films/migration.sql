-- CreateEnum
CREATE TYPE "film_state" AS ENUM ('uploading', 'preparing', 'ready', 'failed', 'given_up');

-- CreateTable
CREATE TABLE "film" (
    "id" UUID NOT NULL,
    "lesson_id" UUID,
    "sender_id" UUID NOT NULL,
    "state" "film_state" NOT NULL DEFAULT 'uploading',
    "bytes" BIGINT NOT NULL,
    "reason" TEXT,
    "file_id" UUID,
    "poster_file_id" UUID,
    "duration_ms" INTEGER,
    "begun_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "film_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "film_file_id_key" ON "film"("file_id");

-- CreateIndex
CREATE UNIQUE INDEX "film_poster_file_id_key" ON "film"("poster_file_id");

-- CreateIndex
CREATE INDEX "film_lesson_id_begun_at_idx" ON "film"("lesson_id", "begun_at");

-- CreateIndex
CREATE INDEX "film_sender_id_begun_at_idx" ON "film"("sender_id", "begun_at");

-- CreateIndex
CREATE INDEX "film_state_changed_at_idx" ON "film"("state", "changed_at");

-- CreateIndex
CREATE INDEX "lesson_video_file_id_idx" ON "lesson"("video_file_id");

-- CreateIndex
CREATE INDEX "lesson_captions_file_id_idx" ON "lesson"("captions_file_id");

-- AddForeignKey
ALTER TABLE "film" ADD CONSTRAINT "film_lesson_id_fkey" FOREIGN KEY ("lesson_id") REFERENCES "lesson"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film" ADD CONSTRAINT "film_sender_id_fkey" FOREIGN KEY ("sender_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema cannot say.
ALTER TABLE film
  ADD CONSTRAINT film_bytes CHECK (bytes > 0),
  ADD CONSTRAINT film_duration CHECK (duration_ms > 0),
  ADD CONSTRAINT film_ready CHECK ((state = 'ready') = (file_id IS NOT NULL) AND (file_id IS NULL) = (duration_ms IS NULL)),
  ADD CONSTRAINT film_failed CHECK ((state = 'failed') = (reason IS NOT NULL));
CREATE UNIQUE INDEX film_one_under_way ON film (lesson_id) WHERE state IN ('uploading', 'preparing');

-- What a lesson shows stays while the lesson does: that of a published version for good.
CREATE FUNCTION refuse_lesson_file_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM lesson WHERE video_file_id = OLD.id)
    OR EXISTS (SELECT 1 FROM lesson WHERE captions_file_id = OLD.id) THEN
    RAISE EXCEPTION 'a lesson shows this file' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER stored_file_of_lesson_stays BEFORE DELETE ON stored_file
  FOR EACH ROW EXECUTE FUNCTION refuse_lesson_file_removal();
