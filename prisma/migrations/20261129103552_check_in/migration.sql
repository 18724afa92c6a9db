-- CreateEnum
CREATE TYPE "sign_up_state" AS ENUM ('signed_up', 'waiting', 'withdrawn');

-- CreateEnum
CREATE TYPE "check_in_way" AS ENUM ('pass', 'code', 'tapped', 'typed');

-- CreateEnum
CREATE TYPE "attendance" AS ENUM ('present', 'late', 'excused', 'absent');

-- CreateTable
CREATE TABLE "training_event" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "course_id" UUID,
    "title_zh" TEXT NOT NULL,
    "title_en" TEXT NOT NULL,
    "venue" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "places" INTEGER NOT NULL,
    "late_after_minutes" INTEGER NOT NULL,
    "secret_cipher" TEXT NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_reason" TEXT,
    "demo" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "training_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_lecturer" (
    "event_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "event_lecturer_pkey" PRIMARY KEY ("event_id","person_id")
);

-- CreateTable
CREATE TABLE "event_sign_up" (
    "id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "person_id" UUID,
    "member_id" UUID,
    "state" "sign_up_state" NOT NULL,
    "turn" SERIAL NOT NULL,
    "walk_in" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "event_sign_up_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pass" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "secret_cipher" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_in" (
    "id" UUID NOT NULL,
    "occasion" TEXT NOT NULL,
    "organisation_id" UUID NOT NULL,
    "person_id" UUID,
    "member_id" UUID,
    "came_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "queued" BOOLEAN NOT NULL DEFAULT false,
    "way" "check_in_way" NOT NULL,
    "state" "attendance" NOT NULL,
    "pass_step" INTEGER,
    "by_id" UUID,
    "voided_at" TIMESTAMPTZ(3),
    "voided_by_id" UUID,
    "void_reason" TEXT,

    CONSTRAINT "check_in_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "training_event_organisation_id_starts_at_idx" ON "training_event"("organisation_id", "starts_at");

-- CreateIndex
CREATE INDEX "training_event_course_id_idx" ON "training_event"("course_id");

-- CreateIndex
CREATE INDEX "training_event_starts_at_idx" ON "training_event"("starts_at");

-- CreateIndex
CREATE INDEX "event_lecturer_person_id_idx" ON "event_lecturer"("person_id");

-- CreateIndex
CREATE INDEX "event_sign_up_event_id_state_turn_idx" ON "event_sign_up"("event_id", "state", "turn");

-- CreateIndex
CREATE INDEX "event_sign_up_person_id_idx" ON "event_sign_up"("person_id");

-- CreateIndex
CREATE INDEX "event_sign_up_member_id_idx" ON "event_sign_up"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "pass_person_id_key" ON "pass"("person_id");

-- CreateIndex
CREATE INDEX "check_in_occasion_idx" ON "check_in"("occasion");

-- CreateIndex
CREATE INDEX "check_in_person_id_came_at_idx" ON "check_in"("person_id", "came_at");

-- CreateIndex
CREATE INDEX "check_in_member_id_came_at_idx" ON "check_in"("member_id", "came_at");

-- CreateIndex
CREATE INDEX "check_in_organisation_id_came_at_idx" ON "check_in"("organisation_id", "came_at");

-- AddForeignKey
ALTER TABLE "training_event" ADD CONSTRAINT "training_event_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "training_event" ADD CONSTRAINT "training_event_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_lecturer" ADD CONSTRAINT "event_lecturer_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "training_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_lecturer" ADD CONSTRAINT "event_lecturer_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "training_event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_sign_up" ADD CONSTRAINT "event_sign_up_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pass" ADD CONSTRAINT "pass_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_in" ADD CONSTRAINT "check_in_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Never twice at one occasion, whichever way she is known there.
CREATE UNIQUE INDEX check_in_member_once ON check_in (occasion, member_id) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX check_in_person_once ON check_in (occasion, person_id) WHERE voided_at IS NULL;
-- A code of her pass that was seen at an occasion is spent there, even where the row was voided.
CREATE UNIQUE INDEX check_in_code_once ON check_in (occasion, person_id, pass_step) WHERE pass_step IS NOT NULL;
ALTER TABLE check_in
  ADD CONSTRAINT check_in_whose CHECK (person_id IS NOT NULL OR member_id IS NOT NULL),
  ADD CONSTRAINT check_in_pass_step CHECK ((way = 'pass') = (pass_step IS NOT NULL)),
  ADD CONSTRAINT check_in_came CHECK (way NOT IN ('pass', 'code') OR state IN ('present', 'late')),
  ADD CONSTRAINT check_in_voided CHECK ((voided_at IS NULL) = (void_reason IS NULL) AND btrim(void_reason) <> '');

-- What the log says stays: a row is at most voided, once, or joined to the other way in which she is known.
CREATE FUNCTION refuse_check_in_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  loose text[] := ARRAY['voided_at', 'voided_by_id', 'void_reason', 'person_id', 'member_id'];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.voided_at IS NULL AND to_jsonb(NEW) - loose = to_jsonb(OLD) - loose
    AND (OLD.person_id IS NULL OR NEW.person_id = OLD.person_id)
    AND (OLD.member_id IS NULL OR NEW.member_id = OLD.member_id) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a check-in is voided, never changed' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER check_in_stays BEFORE UPDATE OR DELETE ON check_in
  FOR EACH ROW EXECUTE FUNCTION refuse_check_in_change();

CREATE UNIQUE INDEX event_sign_up_person_once ON event_sign_up (event_id, person_id) WHERE state <> 'withdrawn';
CREATE UNIQUE INDEX event_sign_up_member_once ON event_sign_up (event_id, member_id) WHERE state <> 'withdrawn';
ALTER TABLE event_sign_up
  ADD CONSTRAINT event_sign_up_whose CHECK (person_id IS NOT NULL OR member_id IS NOT NULL),
  ADD CONSTRAINT event_sign_up_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL));
ALTER TABLE training_event
  ADD CONSTRAINT training_event_times CHECK (ends_at > starts_at),
  ADD CONSTRAINT training_event_places CHECK (places BETWEEN 1 AND 2000),
  ADD CONSTRAINT training_event_late CHECK (late_after_minutes BETWEEN 0 AND 240),
  ADD CONSTRAINT training_event_cancelled CHECK ((cancelled_at IS NULL) = (cancelled_reason IS NULL) AND btrim(cancelled_reason) <> '');
