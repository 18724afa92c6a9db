-- AlterTable
ALTER TABLE "lesson" ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 0;

-- What Prisma's schema cannot say. A lesson is begun before its film or clip is there: a draft may lack it.
ALTER TABLE lesson
  DROP CONSTRAINT lesson_video,
  DROP CONSTRAINT lesson_clip,
  ADD CONSTRAINT lesson_revision CHECK (revision >= 0),
  ADD CONSTRAINT lesson_video CHECK (
    (video_file_id IS NULL) = (duration_ms IS NULL) AND (kind = 'video' OR video_file_id IS NULL)),
  ADD CONSTRAINT lesson_clip CHECK (
    (broadcast_id IS NULL) = (from_ms IS NULL) AND (from_ms IS NULL) = (to_ms IS NULL)
    AND (kind = 'clip' OR broadcast_id IS NULL));

-- What is published lacks nothing that its learners would have to finish.
CREATE FUNCTION refuse_unfinished_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' AND NEW.status = 'published' AND EXISTS (
    SELECT 1 FROM lesson l WHERE l.version_id = NEW.id AND (
      l.kind = 'video' AND l.video_file_id IS NULL OR l.kind = 'clip' AND l.broadcast_id IS NULL
      OR l.kind = 'quiz' AND jsonb_array_length(l.questions) = 0)) THEN
    RAISE EXCEPTION 'a lesson without its film, clip or questions is not published' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER course_version_whole BEFORE UPDATE ON course_version
  FOR EACH ROW EXECUTE FUNCTION refuse_unfinished_version();
