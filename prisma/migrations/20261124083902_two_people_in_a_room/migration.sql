-- CreateEnum
CREATE TYPE "role" AS ENUM ('member', 'host', 'assistant', 'lecturer', 'staff', 'administrator');

-- CreateEnum
CREATE TYPE "privilege" AS ENUM ('broadcast_publicly');

-- CreateEnum
CREATE TYPE "entry_kind" AS ENUM ('chat', 'notice', 'removal', 'end');

-- CreateEnum
CREATE TYPE "sanction_kind" AS ENUM ('mute', 'block');

-- AlterTable
ALTER TABLE "broadcast" ADD COLUMN     "last_seq" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "likes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "peak_viewers" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "person" ADD COLUMN     "elder" BOOLEAN,
ADD COLUMN     "language" TEXT;

-- AlterTable
ALTER TABLE "room" ADD COLUMN     "followers_only" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "refused_words" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "slow_seconds" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sign_in_code" (
    "id" UUID NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries_left" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "person_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role_grant" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "scope" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "role_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "privilege_grant" (
    "id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "privilege" "privilege" NOT NULL,
    "reason" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by_id" UUID,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "privilege_grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_link" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "used_by_id" UUID,

    CONSTRAINT "setup_link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "follow" (
    "follower_id" UUID NOT NULL,
    "followed_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "follow_pkey" PRIMARY KEY ("follower_id","followed_id")
);

-- CreateTable
CREATE TABLE "timeline_entry" (
    "broadcast_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "entry_kind" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "sender_key" UUID,
    "body" JSONB NOT NULL,
    "removed_by" INTEGER,

    CONSTRAINT "timeline_entry_pkey" PRIMARY KEY ("broadcast_id","seq")
);

-- CreateTable
CREATE TABLE "sanction" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "kind" "sanction_kind" NOT NULL,
    "reason" TEXT NOT NULL,
    "imposed_at" TIMESTAMPTZ(3) NOT NULL,
    "imposed_by_id" UUID NOT NULL,
    "until" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,

    CONSTRAINT "sanction_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room_invitation" (
    "id" UUID NOT NULL,
    "room_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by_id" UUID,

    CONSTRAINT "room_invitation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sign_in_code_phone_hash_sent_at_idx" ON "sign_in_code"("phone_hash", "sent_at" DESC);

-- CreateIndex
CREATE INDEX "sign_in_code_expires_at_idx" ON "sign_in_code"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "session_token_hash_key" ON "session"("token_hash");

-- CreateIndex
CREATE INDEX "session_person_id_ended_at_idx" ON "session"("person_id", "ended_at");

-- CreateIndex
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");

-- CreateIndex
CREATE INDEX "role_grant_person_id_ended_at_idx" ON "role_grant"("person_id", "ended_at");

-- CreateIndex
CREATE INDEX "role_grant_scope_role_idx" ON "role_grant"("scope", "role");

-- CreateIndex
CREATE INDEX "privilege_grant_person_id_ended_at_idx" ON "privilege_grant"("person_id", "ended_at");

-- CreateIndex
CREATE UNIQUE INDEX "setup_link_token_hash_key" ON "setup_link"("token_hash");

-- CreateIndex
CREATE INDEX "follow_followed_id_ended_at_idx" ON "follow"("followed_id", "ended_at");

-- CreateIndex
CREATE INDEX "timeline_entry_broadcast_id_at_idx" ON "timeline_entry"("broadcast_id", "at");

-- CreateIndex
CREATE INDEX "timeline_entry_person_id_at_idx" ON "timeline_entry"("person_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "timeline_entry_broadcast_id_person_id_sender_key_key" ON "timeline_entry"("broadcast_id", "person_id", "sender_key");

-- CreateIndex
CREATE INDEX "sanction_room_id_person_id_lifted_at_idx" ON "sanction"("room_id", "person_id", "lifted_at");

-- CreateIndex
CREATE INDEX "sanction_person_id_idx" ON "sanction"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "room_invitation_token_hash_key" ON "room_invitation"("token_hash");

-- CreateIndex
CREATE INDEX "room_invitation_room_id_idx" ON "room_invitation"("room_id");

-- CreateIndex
CREATE INDEX "room_invitation_accepted_by_id_idx" ON "room_invitation"("accepted_by_id");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_grant" ADD CONSTRAINT "role_grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "privilege_grant" ADD CONSTRAINT "privilege_grant_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_follower_id_fkey" FOREIGN KEY ("follower_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "follow" ADD CONSTRAINT "follow_followed_id_fkey" FOREIGN KEY ("followed_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcast"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "timeline_entry" ADD CONSTRAINT "timeline_entry_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sanction" ADD CONSTRAINT "sanction_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sanction" ADD CONSTRAINT "sanction_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_invitation" ADD CONSTRAINT "room_invitation_room_id_fkey" FOREIGN KEY ("room_id") REFERENCES "room"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room_invitation" ADD CONSTRAINT "room_invitation_accepted_by_id_fkey" FOREIGN KEY ("accepted_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Hand-written, since Prisma's schema cannot say it: who people are and what they may do.

ALTER TABLE person
  ADD CONSTRAINT person_language CHECK (language IN ('zh', 'en'));

ALTER TABLE sign_in_code
  ADD CONSTRAINT sign_in_code_lives_forward CHECK (expires_at > sent_at),
  ADD CONSTRAINT sign_in_code_tries CHECK (tries_left >= 0);

ALTER TABLE session
  ADD CONSTRAINT session_lives_forward CHECK (expires_at > created_at);

ALTER TABLE role_grant
  ADD CONSTRAINT role_grant_scope CHECK (scope = '*' OR scope ~ '^(room|shop):[0-9a-f-]{36}$' OR scope ~ '^org:[A-Za-z0-9_.]+$');
CREATE UNIQUE INDEX role_grant_once ON role_grant (person_id, role, scope) WHERE ended_at IS NULL;

ALTER TABLE privilege_grant
  ADD CONSTRAINT privilege_grant_reason CHECK (btrim(reason) <> '');
CREATE UNIQUE INDEX privilege_grant_once ON privilege_grant (person_id, privilege) WHERE ended_at IS NULL;

ALTER TABLE setup_link
  ADD CONSTRAINT setup_link_used_by CHECK ((used_at IS NULL) = (used_by_id IS NULL));

ALTER TABLE follow
  ADD CONSTRAINT follow_another CHECK (follower_id <> followed_id);

-- Hand-written likewise: what happens in a room.

ALTER TABLE room
  ADD CONSTRAINT room_slow_seconds CHECK (slow_seconds BETWEEN 0 AND 600);

ALTER TABLE broadcast
  ADD CONSTRAINT broadcast_counts CHECK (last_seq >= 0 AND likes >= 0 AND peak_viewers >= 0);

ALTER TABLE timeline_entry
  ADD CONSTRAINT timeline_entry_seq CHECK (seq > 0),
  ADD CONSTRAINT timeline_entry_removed_later CHECK (removed_by > seq),
  ADD CONSTRAINT timeline_entry_someone_chats CHECK (kind <> 'chat' OR (person_id IS NOT NULL AND sender_key IS NOT NULL));

-- What was said is on the record: nothing of an entry changes but that it was taken out of sight, once.
CREATE FUNCTION refuse_timeline_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.removed_by IS NULL AND NEW.removed_by IS NOT NULL
     AND to_jsonb(NEW) - 'removed_by' = to_jsonb(OLD) - 'removed_by' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the timeline is append-only' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER timeline_append_only BEFORE UPDATE OR DELETE ON timeline_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_timeline_change();

ALTER TABLE sanction
  ADD CONSTRAINT sanction_reason CHECK (btrim(reason) <> ''),
  ADD CONSTRAINT sanction_until CHECK ((kind = 'mute') = (until IS NOT NULL)),
  ADD CONSTRAINT sanction_lifted_by CHECK ((lifted_at IS NULL) = (lifted_by_id IS NULL));

ALTER TABLE room_invitation
  ADD CONSTRAINT room_invitation_lives_forward CHECK (expires_at > created_at);
