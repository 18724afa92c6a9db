-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "file_visibility" AS ENUM ('public', 'private');

-- CreateEnum
CREATE TYPE "broadcast_status" AS ENUM ('on_air', 'interrupted', 'ended');

-- CreateEnum
CREATE TYPE "broadcast_end" AS ENUM ('publisher_ended', 'not_resumed', 'server_stopped');

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "picture" TEXT,
    "phone_cipher" TEXT,
    "phone_hash" TEXT,
    "phone_last4" CHAR(4),
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "seq" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_person_id" UUID,
    "actor_system" TEXT,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "why" TEXT,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "id" SERIAL NOT NULL,
    "up_to_seq" BIGINT NOT NULL,
    "event_count" INTEGER NOT NULL,
    "digest" CHAR(64) NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "personal_key" (
    "person_id" UUID NOT NULL,
    "wrapped" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "personal_key_pkey" PRIMARY KEY ("person_id")
);

-- CreateTable
CREATE TABLE "stored_file" (
    "id" UUID NOT NULL,
    "owner_id" UUID,
    "visibility" "file_visibility" NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "storage_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "host_id" UUID NOT NULL,
    "cover_art" TEXT NOT NULL,
    "stream_key_hash" TEXT,
    "open" BOOLEAN NOT NULL DEFAULT true,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "next_broadcast_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "broadcast_status" NOT NULL DEFAULT 'on_air',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "interrupted_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "end_reason" "broadcast_end",
    "duration_seconds" DOUBLE PRECISION,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "recording_removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcast_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ingest_ticket" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "issued_to_id" UUID,
    "secret_hash" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "ingest_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "person_phone_hash_key" ON "person"("phone_hash");

-- CreateIndex
CREATE INDEX "audit_event_subject_seq_idx" ON "audit_event"("subject", "seq");

-- CreateIndex
CREATE INDEX "audit_event_actor_person_id_seq_idx" ON "audit_event"("actor_person_id", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_up_to_seq_key" ON "audit_seal"("up_to_seq");

-- CreateIndex
CREATE UNIQUE INDEX "stored_file_storage_key_key" ON "stored_file"("storage_key");

-- CreateIndex
CREATE INDEX "stored_file_owner_id_idx" ON "stored_file"("owner_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_slug_key" ON "room"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "room_stream_key_hash_key" ON "room"("stream_key_hash");

-- CreateIndex
CREATE INDEX "room_host_id_idx" ON "room"("host_id");

-- CreateIndex
CREATE INDEX "broadcast_room_id_started_at_idx" ON "broadcast"("room_id", "started_at" DESC);

-- CreateIndex
CREATE INDEX "broadcast_status_idx" ON "broadcast"("status");

-- CreateIndex
CREATE UNIQUE INDEX "ingest_ticket_secret_hash_key" ON "ingest_ticket"("secret_hash");

-- CreateIndex
CREATE INDEX "ingest_ticket_room_id_idx" ON "ingest_ticket"("room_id");

-- CreateIndex
CREATE INDEX "ingest_ticket_issued_to_id_idx" ON "ingest_ticket"("issued_to_id");

-- CreateIndex
CREATE INDEX "ingest_ticket_expires_at_idx" ON "ingest_ticket"("expires_at");

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast" ADD CONSTRAINT "broadcast_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ingest_ticket" ADD CONSTRAINT "ingest_ticket_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ingest_ticket" ADD CONSTRAINT "ingest_ticket_issued_to_id_fkey" FOREIGN KEY ("issued_to_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Hand-written, since Prisma's schema cannot say it: the kernel's tables.

ALTER TABLE audit_event
  ADD CONSTRAINT audit_event_one_actor CHECK (num_nonnulls(actor_person_id, actor_system) = 1);

ALTER TABLE audit_seal
  ADD CONSTRAINT audit_seal_digest CHECK (digest ~ '^[0-9a-f]{64}$');

ALTER TABLE personal_key
  ADD CONSTRAINT personal_key_present_or_erased CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL));

ALTER TABLE stored_file
  ADD CONSTRAINT stored_file_bytes CHECK (bytes >= 0),
  ADD CONSTRAINT stored_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$');

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

-- Hand-written likewise: people and live rooms.

ALTER TABLE person
  ADD CONSTRAINT person_name CHECK (btrim(name) <> ''),
  ADD CONSTRAINT person_phone_whole CHECK (num_nonnulls(phone_cipher, phone_hash, phone_last4) IN (0, 3));

ALTER TABLE room
  ADD CONSTRAINT room_slug CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 60);

-- Two publishers at once: the database decides which of them opened the broadcast.
CREATE UNIQUE INDEX broadcast_one_running_per_room ON broadcast (room_id) WHERE status <> 'ended';

ALTER TABLE broadcast
  ADD CONSTRAINT broadcast_interrupted_since CHECK ((status = 'interrupted') = (interrupted_at IS NOT NULL)),
  ADD CONSTRAINT broadcast_ended_since CHECK ((status = 'ended') = (ended_at IS NOT NULL)),
  ADD CONSTRAINT broadcast_ended_why CHECK ((status = 'ended') = (end_reason IS NOT NULL)),
  ADD CONSTRAINT broadcast_duration CHECK (duration_seconds IS NULL OR (status = 'ended' AND duration_seconds >= 0)),
  ADD CONSTRAINT broadcast_only_demo_removed CHECK (recording_removed_at IS NULL OR (demo AND status = 'ended'));

ALTER TABLE ingest_ticket
  ADD CONSTRAINT ingest_ticket_lives_forward CHECK (expires_at > issued_at);
