-- CreateEnum
CREATE TYPE "organisation_kind" AS ENUM ('city', 'district', 'subdistrict', 'village', 'enterprise', 'federation');

-- CreateEnum
CREATE TYPE "organisation_deed" AS ENUM ('opened', 'renamed', 'moved', 'closed', 'reopened');

-- CreateEnum
CREATE TYPE "sex" AS ENUM ('female', 'male');

-- CreateEnum
CREATE TYPE "trade" AS ENUM ('fishing', 'farming', 'processing', 'market', 'catering', 'tourism', 'live_selling', 'delivery', 'other');

-- CreateEnum
CREATE TYPE "employment" AS ENUM ('none', 'courier', 'food_rider', 'truck_driver', 'ride_driver', 'live_host', 'shop_online', 'domestic', 'other');

-- CreateEnum
CREATE TYPE "membership_start" AS ENUM ('accepted', 'imported', 'transferred', 'rejoined');

-- CreateEnum
CREATE TYPE "membership_end" AS ENUM ('left', 'transferred', 'erased');

-- CreateEnum
CREATE TYPE "application_status" AS ENUM ('draft', 'submitted', 'returned', 'accepted', 'rejected', 'withdrawn');

-- CreateEnum
CREATE TYPE "transfer_status" AS ENUM ('open', 'done', 'refused', 'withdrawn');

-- CreateEnum
CREATE TYPE "looked_at" AS ENUM ('phone', 'identity');

-- CreateEnum
CREATE TYPE "roll_status" AS ENUM ('arrived', 'reading', 'columns', 'comparing', 'preview', 'applying', 'applied', 'failed', 'discarded');

-- CreateEnum
CREATE TYPE "roll_verdict" AS ENUM ('new', 'same', 'changed', 'doubtful', 'refused');

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "parent_id" UUID,
    "kind" "organisation_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "division_code" CHAR(6),
    "takes_members" BOOLEAN NOT NULL,
    "invite_code" TEXT NOT NULL,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organisation_change" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "deed" "organisation_deed" NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_id" UUID,

    CONSTRAINT "organisation_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "post" TEXT NOT NULL,
    "from" DATE NOT NULL,
    "until" DATE,

    CONSTRAINT "officer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "person_id" UUID,
    "name" TEXT NOT NULL,
    "pinyin" TEXT NOT NULL,
    "phone_cipher" TEXT,
    "phone_hash" TEXT,
    "phone_last4" CHAR(4),
    "identity_cipher" TEXT,
    "identity_hash" TEXT,
    "identity_last4" CHAR(4),
    "sex" "sex",
    "birth_month" DATE,
    "trade" "trade",
    "employment" "employment" NOT NULL DEFAULT 'none',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "started_by" "membership_start" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_by" "membership_end",
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "application" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "organisation_id" UUID,
    "status" "application_status" NOT NULL DEFAULT 'draft',
    "name" TEXT,
    "phone_cipher" TEXT,
    "phone_hash" TEXT,
    "phone_last4" CHAR(4),
    "identity_cipher" TEXT,
    "identity_hash" TEXT,
    "identity_last4" CHAR(4),
    "sex" "sex",
    "birth_month" DATE,
    "trade" "trade",
    "employment" "employment",
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by_id" UUID,
    "reason" TEXT,
    "member_id" UUID,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "transfer" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID NOT NULL,
    "status" "transfer_status" NOT NULL DEFAULT 'open',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_id" UUID NOT NULL,
    "from_agreed_at" TIMESTAMPTZ(3),
    "from_by_id" UUID,
    "to_agreed_at" TIMESTAMPTZ(3),
    "to_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" UUID,
    "reason" TEXT,

    CONSTRAINT "transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member_look" (
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "what" "looked_at" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "member_look_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roll_import" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "status" "roll_status" NOT NULL DEFAULT 'arrived',
    "file_name" TEXT NOT NULL,
    "file_id" UUID,
    "headings" JSONB,
    "columns" JSONB,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "done_rows" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB,
    "failure" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),

    CONSTRAINT "roll_import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "roll_line" (
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells_cipher" TEXT NOT NULL,
    "fields_cipher" TEXT,
    "verdict" "roll_verdict",
    "reasons" TEXT[],
    "member_id" UUID,
    "is_same" BOOLEAN,
    "applied" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "roll_line_pkey" PRIMARY KEY ("import_id","line")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_key_key" ON "organisation"("key");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_path_key" ON "organisation"("path");

-- CreateIndex
CREATE UNIQUE INDEX "organisation_invite_code_key" ON "organisation"("invite_code");

-- CreateIndex
CREATE INDEX "organisation_parent_id_idx" ON "organisation"("parent_id");

-- CreateIndex
CREATE INDEX "organisation_change_organisation_id_at_idx" ON "organisation_change"("organisation_id", "at");

-- CreateIndex
CREATE INDEX "officer_organisation_id_until_idx" ON "officer"("organisation_id", "until");

-- CreateIndex
CREATE INDEX "officer_member_id_idx" ON "officer"("member_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_number_key" ON "member"("number");

-- CreateIndex
CREATE UNIQUE INDEX "member_person_id_key" ON "member"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "member_identity_hash_key" ON "member"("identity_hash");

-- CreateIndex
CREATE INDEX "member_phone_hash_idx" ON "member"("phone_hash");

-- CreateIndex
CREATE INDEX "member_name_idx" ON "member"("name");

-- CreateIndex
CREATE INDEX "membership_member_id_since_idx" ON "membership"("member_id", "since");

-- CreateIndex
CREATE INDEX "membership_organisation_id_until_idx" ON "membership"("organisation_id", "until");

-- CreateIndex
CREATE INDEX "membership_since_idx" ON "membership"("since");

-- CreateIndex
CREATE INDEX "application_organisation_id_status_submitted_at_idx" ON "application"("organisation_id", "status", "submitted_at");

-- CreateIndex
CREATE INDEX "application_phone_hash_idx" ON "application"("phone_hash");

-- CreateIndex
CREATE INDEX "transfer_from_id_status_idx" ON "transfer"("from_id", "status");

-- CreateIndex
CREATE INDEX "transfer_to_id_status_idx" ON "transfer"("to_id", "status");

-- CreateIndex
CREATE INDEX "transfer_member_id_idx" ON "transfer"("member_id");

-- CreateIndex
CREATE INDEX "member_look_member_id_at_idx" ON "member_look"("member_id", "at" DESC);

-- CreateIndex
CREATE INDEX "roll_import_organisation_id_created_at_idx" ON "roll_import"("organisation_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "roll_line_import_id_verdict_line_idx" ON "roll_line"("import_id", "verdict", "line");

-- CreateIndex
CREATE INDEX "roll_line_member_id_idx" ON "roll_line"("member_id");

-- AddForeignKey
ALTER TABLE "organisation" ADD CONSTRAINT "organisation_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organisation_change" ADD CONSTRAINT "organisation_change_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer" ADD CONSTRAINT "officer_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer" ADD CONSTRAINT "officer_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "application" ADD CONSTRAINT "application_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_look" ADD CONSTRAINT "member_look_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roll_import" ADD CONSTRAINT "roll_import_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roll_line" ADD CONSTRAINT "roll_line_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "roll_import"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma's schema cannot say.
CREATE EXTENSION IF NOT EXISTS ltree;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The tree: whatever lies under a path is found by index.
CREATE INDEX organisation_path_tree ON organisation USING gist (text2ltree(path));
ALTER TABLE organisation
  ADD CONSTRAINT organisation_own_label CHECK (path = key OR path LIKE '%.' || key),
  ADD CONSTRAINT organisation_labels CHECK (key ~ '^[A-Za-z0-9]+$' AND path ~ '^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$'),
  ADD CONSTRAINT organisation_top CHECK ((parent_id IS NULL) = (path = key)),
  ADD CONSTRAINT organisation_division CHECK (division_code ~ '^[0-9]{6}$');

-- Numbers of member cards; the ninth digit is worked out from the eight.
CREATE SEQUENCE member_number_seq START 10000001 MAXVALUE 99999999;
ALTER TABLE member
  ADD CONSTRAINT member_number_digits CHECK (number ~ '^[0-9]{9}$'),
  ADD CONSTRAINT member_birth_month CHECK (extract(day FROM birth_month) = 1),
  ADD CONSTRAINT member_erased CHECK (erased_at IS NULL OR (
    person_id IS NULL AND phone_cipher IS NULL AND phone_hash IS NULL AND identity_cipher IS NULL AND identity_hash IS NULL));
-- One person of one phone and one name is on the roll once.
CREATE UNIQUE INDEX member_phone_and_name ON member (phone_hash, name) WHERE erased_at IS NULL AND phone_hash IS NOT NULL;
CREATE INDEX member_name_search ON member USING gin (name gin_trgm_ops);
CREATE INDEX member_pinyin_search ON member USING gin (pinyin gin_trgm_ops);
CREATE INDEX member_phone_ending ON member (phone_last4);

-- Never in two organisations at once.
CREATE UNIQUE INDEX membership_current ON membership (member_id) WHERE until IS NULL;
ALTER TABLE membership
  ADD CONSTRAINT membership_ended CHECK ((until IS NULL) = (ended_by IS NULL)),
  ADD CONSTRAINT membership_times CHECK (until >= since);

CREATE UNIQUE INDEX application_open ON application (person_id) WHERE status IN ('draft', 'submitted', 'returned');
ALTER TABLE application
  ADD CONSTRAINT application_whole CHECK (status IN ('draft', 'withdrawn') OR (
    organisation_id IS NOT NULL AND name IS NOT NULL AND submitted_at IS NOT NULL)),
  ADD CONSTRAINT application_decided CHECK (status NOT IN ('accepted', 'rejected') OR decided_at IS NOT NULL),
  ADD CONSTRAINT application_reason CHECK (status NOT IN ('returned', 'rejected') OR btrim(reason) <> ''),
  ADD CONSTRAINT application_birth_month CHECK (extract(day FROM birth_month) = 1);

CREATE UNIQUE INDEX transfer_open ON transfer (member_id) WHERE status = 'open';
ALTER TABLE transfer
  ADD CONSTRAINT transfer_elsewhere CHECK (from_id <> to_id),
  ADD CONSTRAINT transfer_agreed CHECK (status <> 'done' OR (from_agreed_at IS NOT NULL AND to_agreed_at IS NOT NULL)),
  ADD CONSTRAINT transfer_closed CHECK ((status = 'open') = (closed_at IS NULL)),
  ADD CONSTRAINT transfer_reason CHECK (status <> 'refused' OR btrim(reason) <> '');

ALTER TABLE officer ADD CONSTRAINT officer_term CHECK ("until" >= "from");

-- A look at what is sealed is never taken back.
CREATE FUNCTION refuse_member_look_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'looks at a member''s data are append-only';
END $$;
CREATE TRIGGER member_look_append_only BEFORE UPDATE OR DELETE ON member_look
  FOR EACH ROW EXECUTE FUNCTION refuse_member_look_change();
