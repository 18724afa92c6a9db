-- Hand-written part of the kernel's tables: appended to the first migration, since Prisma's schema cannot say it.

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
