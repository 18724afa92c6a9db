-- Hand-written part of people's and the live rooms' tables: appended to the first migration, since Prisma's schema cannot say it.

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
