import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createPerson } from '#app/features/identity/index.server.ts'
import { createRoom, mediaHooks } from '#app/features/live/index.server.ts'
import type { LessonKind } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'

/*
 * Drafts with a lesson that waits for its film or clip, lecturers, and films that are none.
 */

export async function makeLecturer(): Promise<string> {
  const made = await createPerson({ name: '孙老师' }, { actor: { kind: 'system', name: 'test' } })
  if (!made.ok) throw new Error(made.reason)
  const { id: personId } = made.value
  await database().roleGrant.create({
    data: { personId, role: 'lecturer', scope: '*', grantedAt: new Date() },
  })
  return personId
}

const words = { titleZh: '看一遍', titleEn: 'Watch once', summaryZh: '', summaryEn: '' }

/** A course's draft with one lesson; answers the lesson's key and the version's id. */
export async function makeDraft(
  kind: LessonKind = 'video',
  slug = `course-${randomUUID()}`,
): Promise<{ lesson: string; version: string }> {
  const course = await database().course.create({
    data: { slug, family: 'live', cover: 'cover-course-live' },
  })
  const { id: version } = await database().courseVersion.create({
    data: { courseId: course.id, number: 1, passPercent: 80, ...words },
  })
  const part = await database().courseModule.create({
    data: { versionId: version, place: 0, titleZh: '第一部分', titleEn: 'Part one' },
  })
  const lesson = randomUUID()
  const body = kind === 'text' ? { type: 'doc', content: [] } : undefined
  await database().lesson.create({
    data: { versionId: version, moduleId: part.id, key: lesson, place: 0, kind, minutes: 0, body, ...words },
  })
  return { lesson, version }
}

/** What learners get of a draft from now on. */
export async function publish(version: string): Promise<void> {
  await database().courseVersion.update({
    where: { id: version },
    data: { status: 'published', publishedAt: new Date() },
  })
}

const minute = 60_000

/** A recording of 48 seconds; answers its broadcast's id. `at`: when it began, in minutes since 1970. */
export async function makeReplay({
  open = true,
  title = '蛏子',
  host = '秀英',
  at = 0,
}: { open?: boolean; title?: string; host?: string; at?: number } = {}): Promise<string> {
  const actor = { kind: 'system', name: 'test' } as const
  const person = await createPerson({ name: host }, { actor })
  if (!person.ok) throw new Error(person.reason)
  const slug = `room-${randomUUID().slice(0, 8)}`
  const room = { slug, title, place: '红岛', hostId: person.value.id, open }
  await createRoom(room, { actor })
  const { recording } = await mediaHooks.openBroadcast({ channel: slug, at: at * minute })
  const ended = { channel: slug, recording, at: at * minute + minute, durationSeconds: 48.2 }
  await mediaHooks.endBroadcast({ ...ended, reason: 'publisher-ended' })
  return recording
}

interface Picture {
  seconds?: number
  name?: string
  /** What ffmpeg is told of the coding. */
  coding?: readonly string[]
  sound?: boolean
}

/** A moving test picture with a tone, as ffmpeg makes it; answers where it lies. */
export async function makeFilm({
  seconds = 2,
  name = 'film.mp4',
  coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  sound = true,
}: Picture = {}): Promise<string> {
  const at = path.join(await mkdtemp(path.join(process.env['DATA_DIR'] ?? os.tmpdir(), 'film-')), name)
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`] : []
  const made = spawnSync('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=10:duration=${seconds}`],
    ...[...tone, ...coding, '-metadata', 'location=+36.2+120.2/', at],
  ])
  if (made.status !== 0) throw new Error(made.stderr.toString())
  return at
}

export async function filmBytes(picture?: Picture): Promise<Buffer> {
  return readFile(await makeFilm(picture))
}
