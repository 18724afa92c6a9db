-- CreateEnum
CREATE TYPE "course_family" AS ENUM ('live', 'short_video', 'tourism', 'catering');

-- CreateEnum
CREATE TYPE "course_version_status" AS ENUM ('draft', 'published', 'retired');

-- CreateEnum
CREATE TYPE "lesson_kind" AS ENUM ('text', 'video', 'clip', 'quiz');

-- CreateTable
CREATE TABLE "course" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "family" "course_family" NOT NULL,
    "cover" TEXT NOT NULL,
    "opens_door" BOOLEAN NOT NULL DEFAULT false,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_version" (
    "id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "course_version_status" NOT NULL DEFAULT 'draft',
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "summary_zh" TEXT NOT NULL,
    "summary_en" TEXT NOT NULL,
    "pass_percent" INTEGER NOT NULL,
    "needs_attendance" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "course_version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "course_module" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,

    CONSTRAINT "course_module_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lesson" (
    "id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "module_id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "kind" "lesson_kind" NOT NULL,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "summary_zh" TEXT NOT NULL,
    "summary_en" TEXT NOT NULL,
    "minutes" INTEGER NOT NULL,
    "body" JSONB,
    "questions" JSONB,
    "video_file_id" UUID,
    "duration_ms" INTEGER,
    "captions_file_id" UUID,
    "broadcast_id" UUID,
    "from_ms" INTEGER,
    "to_ms" INTEGER,

    CONSTRAINT "lesson_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment" (
    "person_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3),

    CONSTRAINT "enrolment_pkey" PRIMARY KEY ("person_id","course_id")
);

-- CreateTable
CREATE TABLE "lesson_progress" (
    "person_id" UUID NOT NULL,
    "lesson_key" UUID NOT NULL,
    "played" int4multirange NOT NULL DEFAULT '{}'::int4multirange,
    "position_seconds" INTEGER NOT NULL DEFAULT 0,
    "position_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "lesson_progress_pkey" PRIMARY KEY ("person_id","lesson_key")
);

-- CreateTable
CREATE TABLE "quiz_attempt" (
    "id" UUID NOT NULL,
    "key" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "lesson_key" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "answers" JSONB NOT NULL,
    "correct" INTEGER NOT NULL,
    "total" INTEGER NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "quiz_attempt_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "certificate" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "course_id" UUID NOT NULL,
    "version_id" UUID NOT NULL,
    "holder_name" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "door_opened_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_reason" TEXT,
    "may_ask_again" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "certificate_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "course_slug_key" ON "course"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "course_version_course_id_number_key" ON "course_version"("course_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "course_module_version_id_place_key" ON "course_module"("version_id", "place");

-- CreateIndex
CREATE INDEX "lesson_key_idx" ON "lesson"("key");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_version_id_key_key" ON "lesson"("version_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "lesson_module_id_place_key" ON "lesson"("module_id", "place");

-- CreateIndex
CREATE INDEX "enrolment_course_id_idx" ON "enrolment"("course_id");

-- CreateIndex
CREATE INDEX "enrolment_version_id_idx" ON "enrolment"("version_id");

-- CreateIndex
CREATE INDEX "lesson_progress_lesson_key_idx" ON "lesson_progress"("lesson_key");

-- CreateIndex
CREATE UNIQUE INDEX "quiz_attempt_key_key" ON "quiz_attempt"("key");

-- CreateIndex
CREATE INDEX "quiz_attempt_person_id_lesson_key_at_idx" ON "quiz_attempt"("person_id", "lesson_key", "at" DESC);

-- CreateIndex
CREATE INDEX "quiz_attempt_version_id_idx" ON "quiz_attempt"("version_id");

-- CreateIndex
CREATE UNIQUE INDEX "certificate_number_key" ON "certificate"("number");

-- CreateIndex
CREATE INDEX "certificate_person_id_idx" ON "certificate"("person_id");

-- CreateIndex
CREATE INDEX "certificate_course_id_idx" ON "certificate"("course_id");

-- CreateIndex
CREATE INDEX "certificate_version_id_idx" ON "certificate"("version_id");

-- AddForeignKey
ALTER TABLE "course_version" ADD CONSTRAINT "course_version_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "course_module" ADD CONSTRAINT "course_module_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_module_id_fkey" FOREIGN KEY ("module_id") REFERENCES "course_module"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lesson_progress" ADD CONSTRAINT "lesson_progress_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quiz_attempt" ADD CONSTRAINT "quiz_attempt_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "certificate" ADD CONSTRAINT "certificate_version_id_fkey" FOREIGN KEY ("version_id") REFERENCES "course_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema cannot say.
ALTER TABLE course_version
  ADD CONSTRAINT course_version_number CHECK (number > 0),
  ADD CONSTRAINT course_version_pass CHECK (pass_percent BETWEEN 1 AND 100),
  ADD CONSTRAINT course_version_published CHECK ((status = 'draft') = (published_at IS NULL)),
  ADD CONSTRAINT course_version_retired CHECK ((status = 'retired') = (retired_at IS NOT NULL));
CREATE UNIQUE INDEX course_version_one_draft ON course_version (course_id) WHERE status = 'draft';

ALTER TABLE lesson
  ADD CONSTRAINT lesson_minutes CHECK (minutes BETWEEN 0 AND 600),
  ADD CONSTRAINT lesson_text CHECK (kind <> 'text' OR body IS NOT NULL),
  ADD CONSTRAINT lesson_quiz CHECK ((kind = 'quiz') = (questions IS NOT NULL)),
  ADD CONSTRAINT lesson_video CHECK ((kind = 'video') = (video_file_id IS NOT NULL AND duration_ms IS NOT NULL)),
  ADD CONSTRAINT lesson_video_length CHECK (duration_ms > 0),
  ADD CONSTRAINT lesson_clip CHECK ((kind = 'clip') = (broadcast_id IS NOT NULL AND from_ms IS NOT NULL AND to_ms IS NOT NULL)),
  ADD CONSTRAINT lesson_clip_stretch CHECK (from_ms >= 0 AND to_ms > from_ms);

-- What learners were given stays what it was: only a draft is written, and a published version is at most retired.
CREATE FUNCTION refuse_published_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' AND (TG_OP = 'DELETE' OR NEW.status <> 'retired') THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.status = 'published' AND NEW.status = 'retired'
    AND to_jsonb(NEW) - 'status' - 'retired_at' = to_jsonb(OLD) - 'status' - 'retired_at' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a published version of a course never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER course_version_published_stays BEFORE UPDATE OR DELETE ON course_version
  FOR EACH ROW EXECUTE FUNCTION refuse_published_version_change();

CREATE FUNCTION refuse_published_lesson_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  written uuid[] := CASE TG_OP
    WHEN 'INSERT' THEN ARRAY[NEW.version_id] WHEN 'DELETE' THEN ARRAY[OLD.version_id]
    ELSE ARRAY[NEW.version_id, OLD.version_id] END;
BEGIN
  -- The version's row is held meanwhile: it cannot be published while this goes on.
  PERFORM 1 FROM course_version WHERE id = ANY (written) AND status = 'draft' FOR SHARE;
  IF EXISTS (SELECT 1 FROM course_version WHERE id = ANY (written) AND status <> 'draft') THEN
    RAISE EXCEPTION 'a published version of a course never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER course_module_published_stays BEFORE INSERT OR UPDATE OR DELETE ON course_module
  FOR EACH ROW EXECUTE FUNCTION refuse_published_lesson_change();
CREATE TRIGGER lesson_published_stays BEFORE INSERT OR UPDATE OR DELETE ON lesson
  FOR EACH ROW EXECUTE FUNCTION refuse_published_lesson_change();

-- How much of a video was really played, in seconds.
CREATE FUNCTION seconds_played(played int4multirange) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(sum(upper(stretch) - lower(stretch)), 0)::integer FROM unnest(played) AS stretch
$$;
ALTER TABLE lesson_progress
  ADD CONSTRAINT lesson_progress_position CHECK (position_seconds >= 0);

ALTER TABLE quiz_attempt
  ADD CONSTRAINT quiz_attempt_correct CHECK (total > 0 AND correct BETWEEN 0 AND total);
CREATE FUNCTION refuse_quiz_attempt_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a quiz that was answered stays answered' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER quiz_attempt_stays BEFORE UPDATE ON quiz_attempt
  FOR EACH ROW EXECUTE FUNCTION refuse_quiz_attempt_change();

-- Numbers of certificates; the check digit is worked out from the year and the six digits.
CREATE SEQUENCE certificate_number_seq START 1 MAXVALUE 999999;
CREATE UNIQUE INDEX certificate_holds_once ON certificate (person_id, course_id) WHERE revoked_at IS NULL;
ALTER TABLE certificate
  ADD CONSTRAINT certificate_number_form CHECK (number ~ '^HD-[0-9]{4}-[0-9]{6}-[0-9]$'),
  ADD CONSTRAINT certificate_holder CHECK (btrim(holder_name) <> ''),
  ADD CONSTRAINT certificate_revoked CHECK ((revoked_at IS NULL) = (revoked_reason IS NULL) AND btrim(revoked_reason) <> '');
